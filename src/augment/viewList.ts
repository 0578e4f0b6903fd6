import type { ViewsConfig } from '../config/viewsConfig';
import type { CropRange } from './randomResizedCrop';

/** One of the V views that are taken of every image. */
export interface ViewSlot extends CropRange {
  /** Index into `views.crops`; the views of a group share a size and go through the network together. */
  readonly group: number;
  /** Side of the view in pixels. */
  readonly size: number;
  /** Which colour distortion it gets: even views of each group are left ones, odd views right ones. */
  readonly side: 'left' | 'right';
}

/** All views of an image in order: group by group, the two global views first. */
export function viewList(config: ViewsConfig): ViewSlot[] {
  return config.crops.flatMap(({ size, count, scaleMin, scaleMax, ratioMin, ratioMax }, group) =>
    Array.from({ length: count }, (_, view): ViewSlot => ({
      group,
      size,
      side: view % 2 === 0 ? 'left' : 'right',
      scale: [scaleMin, scaleMax],
      ratio: [ratioMin, ratioMax],
    })),
  );
}

/** The places of equal keys, in the order in which keys first appear. */
export function groupEqual(keys: readonly (string | number)[]): number[][] {
  const groups = new Map<string | number, number[]>();
  keys.forEach((key, place) => groups.set(key, [...(groups.get(key) ?? []), place]));
  return [...groups.values()];
}

/** Views that are rendered, and where the model allows it go through the networks, as one batch: those of one size. */
export interface ViewGroup {
  /** Side of the views in pixels. */
  readonly size: number;
  /** Their numbers. */
  readonly views: readonly number[];
}

/** All views of an image, grouped by size; the first group begins with the global views. */
export function viewGroups(config: ViewsConfig): ViewGroup[] {
  const sizes = viewList(config).map(({ size }) => size);
  return groupEqual(sizes).map((views) => ({ size: sizes[views[0]!]!, views }));
}
