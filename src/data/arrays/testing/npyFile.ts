/** An array as NumPy saves it, for tests. */
export function npyFile(
  descr: string,
  shape: readonly number[],
  values: ArrayBufferView,
  isFortran = false,
): Uint8Array {
  const axes = `${shape.join(', ')}${shape.length === 1 ? ',' : ''}`;
  const dictionary = `{'descr': '${descr}', 'fortran_order': ${isFortran ? 'True' : 'False'}, 'shape': (${axes}), }`;
  const header = `${dictionary.padEnd(64 * Math.ceil((dictionary.length + 11) / 64) - 11)}\n`;
  return Uint8Array.from([
    ...[0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, header.length & 255, header.length >> 8],
    ...new TextEncoder().encode(header),
    ...new Uint8Array(values.buffer, values.byteOffset, values.byteLength),
  ]);
}
