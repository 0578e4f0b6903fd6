import type { LookedMap } from './featureMaps';
import type { LookImage } from './lookImage';

export interface ChannelPeaksRequest {
  readonly images: readonly LookImage[];
  readonly map: LookedMap;
}

/** How far every channel of a map is excited by some images, looked at in their middle squares. */
export interface ChannelPeaks {
  readonly rows: number;
  readonly columns: number;
  readonly channels: number;
  /** `[images, channels]` the largest value over an image's cells. */
  readonly peaks: Float32Array;
  /** `[images, channels]` the cell that has it. */
  readonly cells: Int32Array;
  /** `[channels]` means over all cells of these images. */
  readonly means: Float32Array;
  /** `[channels]` means of squares over the same. */
  readonly squares: Float32Array;
}
