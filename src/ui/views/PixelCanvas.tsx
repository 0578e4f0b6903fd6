import { useLayoutEffect, useRef } from 'react';

/** An RGB picture, `[height, width, 3]` bytes row by row. */
export interface Pixels {
  readonly height: number;
  readonly width: number;
  readonly pixels: Uint8Array;
}

interface PixelCanvasProps {
  readonly pixels: Pixels;
  readonly label: string;
  readonly className?: string | undefined;
  /** Blends pixels when the picture is shown larger than it is; off shows them as squares. */
  readonly smooth?: boolean;
}

/** A picture at its own resolution; CSS gives it its size on the page. Repainted in place, so that it never blinks. */
export function PixelCanvas({ pixels, label, className, smooth = false }: PixelCanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { height, width, pixels: bytes } = pixels;
  useLayoutEffect(() => {
    const context = canvas.current?.getContext('2d');
    context?.putImageData(opaque(height, width, bytes), 0, 0);
  }, [height, width, bytes]);
  return (
    <canvas
      ref={canvas}
      role="img"
      aria-label={label}
      width={width}
      height={height}
      className={className}
      style={{ imageRendering: smooth ? 'auto' : 'pixelated' }}
    />
  );
}

function opaque(height: number, width: number, pixels: Uint8Array): ImageData {
  const image = new ImageData(width, height);
  for (let from = 0, to = 0; to < image.data.length; from += 3, to += 4) {
    image.data[to] = pixels[from]!;
    image.data[to + 1] = pixels[from + 1]!;
    image.data[to + 2] = pixels[from + 2]!;
    image.data[to + 3] = 255;
  }
  return image;
}
