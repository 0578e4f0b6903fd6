/** A canvas as a PNG file. @throws Error where the browser cannot make one */
export async function canvasPng(canvas: HTMLCanvasElement): Promise<Blob> {
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => {
      if (blob === null) reject(new Error('The browser could not draw the picture.'));
      else resolve(blob);
    }, 'image/png');
  });
}
