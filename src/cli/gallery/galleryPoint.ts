import type { RunConfig } from '../../config/runConfig';
import { pointId } from '../../sweep/pointId';
import type { RunnablePoint } from '../sweep/prepare';

/** A training of the gallery as a point of a sweep over nothing. */
export function galleryPoint(group: string, label: string, seed: number, config: RunConfig): RunnablePoint {
  return { id: pointId(group, seed), group, label, settings: [], seed, config };
}
