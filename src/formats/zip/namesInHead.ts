const LOCAL_HEADER = 'PK\x03\x04';
const LATIN = new TextDecoder('latin1');
const LOCAL_HEADER_BYTES = 30;
const NAME_LENGTH_AT = 26;

/** The names of the entries that begin in a zip file's first bytes; none where it is no zip file. */
export function* namesInHead(head: Uint8Array): Generator<string> {
  if (LATIN.decode(head.subarray(0, LOCAL_HEADER.length)) !== LOCAL_HEADER) return;
  const text = LATIN.decode(head);
  for (let at = 0; at >= 0; at = text.indexOf(LOCAL_HEADER, at + 1)) {
    const length = (head[at + NAME_LENGTH_AT] ?? 0) + 256 * (head[at + NAME_LENGTH_AT + 1] ?? 0);
    yield text.slice(at + LOCAL_HEADER_BYTES, at + LOCAL_HEADER_BYTES + length);
  }
}
