import { useLayoutEffect, useRef } from 'react';
import { opaqueImage } from './opaqueImage';

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
    context?.putImageData(opaqueImage(height, width, bytes), 0, 0);
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
