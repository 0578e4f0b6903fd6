import type { ViewsConfig } from '../config/viewsConfig';

/** One of the V views that are taken of every image. */
export interface ViewSlot {
  /** Index into `views.crops`; the views of a group share a size and go through the network together. */
  readonly group: number;
  /** Side of the view in pixels. */
  readonly size: number;
  /** Which colour distortion it gets: even views of each group are left ones, odd views right ones. */
  readonly side: 'left' | 'right';
  /** Smallest and largest share of the source image's area that its crop may cover. */
  readonly scale: readonly [number, number];
}

/** All views of an image in order: group by group, the two global views first. */
export function viewList(config: ViewsConfig): ViewSlot[] {
  return config.crops.flatMap(({ size, count, scaleMin, scaleMax }, group) =>
    Array.from({ length: count }, (_, view): ViewSlot => ({
      group,
      size,
      side: view % 2 === 0 ? 'left' : 'right',
      scale: [scaleMin, scaleMax],
    })),
  );
}
