/** Bytes of an entry's own header without its name and extra fields. */
export const LOCAL_BYTES = 30;

const LOCAL = 0x04034b50;

/**
 * How many bytes stand before an entry's content.
 *
 * @param bytes from the entry's header on, at least `LOCAL_BYTES`
 * @returns `undefined` where no header is
 */
export function localHeaderBytes(bytes: Uint8Array): number | undefined {
  if (bytes.length < LOCAL_BYTES) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(0, true) !== LOCAL) return undefined;
  return LOCAL_BYTES + view.getUint16(26, true) + view.getUint16(28, true);
}
