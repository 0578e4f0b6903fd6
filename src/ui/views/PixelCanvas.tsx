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
  useLayoutEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (context) context.putImageData(opaque(pixels), 0, 0);
  }, [pixels.pixels, pixels.width, pixels.height]);
  return (
    <canvas
      ref={canvas}
      role="img"
      aria-label={label}
      width={pixels.width}
      height={pixels.height}
      className={className}
      style={{ imageRendering: smooth ? 'auto' : 'pixelated' }}
    />
  );
}

function opaque({ height, width, pixels }: Pixels): ImageData {
  const image = new ImageData(width, height);
  for (let from = 0, to = 0; to < image.data.length; from += 3, to += 4) {
    image.data[to] = pixels[from] as number;
    image.data[to + 1] = pixels[from + 1] as number;
    image.data[to + 2] = pixels[from + 2] as number;
    image.data[to + 3] = 255;
  }
  return image;
}
