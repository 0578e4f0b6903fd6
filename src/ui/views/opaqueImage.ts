/** RGB bytes, `[height, width, 3]`, as a canvas takes them. */
export function opaqueImage(height: number, width: number, pixels: Uint8Array): ImageData {
  const image = new ImageData(width, height);
  for (let from = 0, to = 0; to < image.data.length; from += 3, to += 4) {
    image.data[to] = pixels[from]!;
    image.data[to + 1] = pixels[from + 1]!;
    image.data[to + 2] = pixels[from + 2]!;
    image.data[to + 3] = 255;
  }
  return image;
}
