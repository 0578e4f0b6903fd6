/** Square images `[batch, side, side, channels]` as `[batch, channels, side, side]`. */
export function channelsFirst(
  images: Float32Array,
  side: number,
  channels: number,
): Float32Array<ArrayBuffer> {
  const cells = side * side;
  return Float32Array.from(images, (_, at) => {
    const cell = at % cells;
    const channel = Math.floor(at / cells) % channels;
    const image = Math.floor(at / (cells * channels));
    return images[(image * cells + cell) * channels + channel]!;
  });
}
