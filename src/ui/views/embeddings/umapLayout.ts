import { UMAP } from 'umap-js';
import { randomStream } from '../../../random/stream';

export interface UmapRequest {
  /** `[count, width]` */
  readonly vectors: Float32Array;
  readonly count: number;
  readonly width: number;
  readonly seed: number;
}

const NEIGHBOURS = 15;
/** Epochs between two words of progress. */
const TOLD_EVERY = 10;

/**
 * UMAP of vectors by their directions, 15 neighbours, minimal distance 0.1 → places `[count, 2]`. The same request gives
 * the same places.
 * @param onProgress gets the share that is done
 */
export function umapLayout(
  { vectors, count, width, seed }: UmapRequest,
  onProgress: (share: number) => void = () => undefined,
): Float32Array {
  const rows = Array.from({ length: count }, (_, point) => {
    const row = Array.from(vectors.subarray(point * width, (point + 1) * width));
    // Between vectors of length 1, distances are in the order of their angles.
    const length = Math.hypot(...row) || 1;
    return row.map((value) => value / length);
  });
  const stream = randomStream(seed, 'layout');
  const umap = new UMAP({
    nNeighbors: Math.max(2, Math.min(NEIGHBOURS, count - 1)),
    random: () => stream.uniform(),
  });
  const epochs = umap.initializeFit(rows);
  for (let epoch = 1; epoch <= epochs; epoch++) {
    umap.step();
    if (epoch % TOLD_EVERY === 0) onProgress(epoch / epochs);
  }
  return Float32Array.from(umap.getEmbedding().flat());
}
