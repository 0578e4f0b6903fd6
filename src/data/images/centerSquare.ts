/** The middle square of an image, in its pixels: what is left when the shorter side fills a square target. */
export function centerSquare(width: number, height: number): { left: number; top: number; side: number } {
  const side = Math.min(width, height);
  return { left: (width - side) / 2, top: (height - side) / 2, side };
}
