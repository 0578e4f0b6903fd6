/**
 * The elements of a strided view that begins with `bytes`, row-major; it lies within them.
 *
 * @param width bytes of an element
 * @param shape sizes of the axes
 * @param strides of the axes, in elements
 */
export function gather(
  bytes: Uint8Array,
  width: number,
  shape: readonly number[],
  strides: readonly number[],
): ArrayBuffer {
  // Axes of one element move nothing, however many there are.
  const axes = shape
    .map((size, axis) => ({ size, stride: strides[axis]!, index: 0 }))
    .filter(({ size }) => size !== 1);
  const count = axes.reduce((product, { size }) => product * size, 1);
  const result = new Uint8Array(count * width);
  let from = 0;
  for (let to = 0; to < count; to++) {
    for (let byte = 0; byte < width; byte++) result[to * width + byte] = bytes[from * width + byte]!;
    // Count up in the shape, last axis first, moving through the storage along.
    for (let at = axes.length - 1; at >= 0; at--) {
      const axis = axes[at]!;
      from += axis.stride;
      axis.index += 1;
      if (axis.index < axis.size) break;
      from -= axis.size * axis.stride;
      axis.index = 0;
    }
  }
  return result.buffer;
}
