/** Part of a backbone that a parameter belongs to: its stem, or a stage, counted from 1. */
export type BackbonePart = 'stem' | number;

/**
 * The part of the backbone that a parameter or layer belongs to. What halves the map before a stage belongs to that stage;
 * ConvNeXt's last norm to the last one.
 *
 * @param name without the backbone's prefix, under the reference's names
 * @param stages that there are
 */
export function stageOf(name: string, stages: number): BackbonePart {
  const [head, place] = name.split('.');
  if (head === 'conv1' || head === 'bn1' || head === POOL) return 'stem';
  if (head === 'downsample_layers') return place === '0' ? 'stem' : Number(place) + 1;
  if (head === 'stages') return Number(place) + 1;
  if (head!.startsWith('layer')) return Number(head!.slice('layer'.length));
  return stages;
}

/** The stem's pooling, which has no parameters, and so no name of the reference's. */
export const POOL = 'maxpool';

/** Order of two parts along the way of an image. */
export function byPart(a: BackbonePart, b: BackbonePart): number {
  return (a === 'stem' ? 0 : a) - (b === 'stem' ? 0 : b);
}
