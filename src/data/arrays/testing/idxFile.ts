/** An IDX file of unsigned bytes, for tests. */
export function idxFile(shape: readonly number[], value: (at: number) => number): Uint8Array {
  const count = shape.reduce((product, size) => product * size, 1);
  const file = new Uint8Array(4 + 4 * shape.length + count);
  const view = new DataView(file.buffer);
  file.set([0, 0, 0x08, shape.length]);
  shape.forEach((size, axis) => view.setUint32(4 + 4 * axis, size));
  for (let at = 0; at < count; at++) file[4 + 4 * shape.length + at] = value(at);
  return file;
}
