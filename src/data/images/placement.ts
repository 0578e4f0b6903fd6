import type { Fit } from '../../config/dataConfig';

/** The square that an image becomes. */
export interface Frame {
  /** Side in pixels. */
  readonly size: number;
  readonly fit: Fit;
}

export interface Area {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface Placement {
  /** The part of the image that is seen, in whole pixels of it. */
  readonly source: Area;
  /** Where it comes to lie in the frame, in whole pixels. */
  readonly target: Area;
}

/** What lies around a letterboxed image: the middle of all greys. */
export const AROUND = 128;

/**
 * Which part of an image fills which part of its frame. `crop` takes the middle square, `letterbox` all of the image at its
 * proportions, in the middle, `squash` all of it at those of the frame.
 */
export function placement(width: number, height: number, { size, fit }: Frame): Placement {
  const whole = { left: 0, top: 0, width, height };
  const frame = { left: 0, top: 0, width: size, height: size };
  switch (fit) {
    case 'crop': {
      const side = Math.min(width, height);
      const [left, top] = [width, height].map((length) => Math.floor((length - side) / 2));
      return { source: { left: left!, top: top!, width: side, height: side }, target: frame };
    }
    case 'letterbox': {
      const scale = size / Math.max(width, height);
      const [across, down] = [width, height].map((side) => Math.max(1, Math.round(side * scale)));
      const [left, top] = [across!, down!].map((side) => Math.floor((size - side) / 2));
      return { source: whole, target: { left: left!, top: top!, width: across!, height: down! } };
    }
    case 'squash':
      return { source: whole, target: frame };
  }
}
