import { encode } from 'fast-png';

const CHUNK = 8192;

/** A picture as an address that holds it, a PNG. @param pixels `[height, width, 3]` bytes */
export function pictureAddress(height: number, width: number, pixels: Uint8Array): string {
  const png = encode({ width, height, data: pixels, channels: 3, depth: 8 });
  let binary = '';
  for (let at = 0; at < png.length; at += CHUNK)
    binary += String.fromCharCode(...png.subarray(at, at + CHUNK));
  return `data:image/png;base64,${btoa(binary)}`;
}
