import type { AugmentationName } from '../augment/alone';
import type { MatchSnapshot, PreviewView } from './matches';

/** Which views of an image are drawn, of those that a configuration would take. */
export interface PreviewRequest {
  readonly imageIndex: number;
  /** Number of the first draw; another number gives other views. */
  readonly draw: number;
  /** How many draws there are, one after the other. */
  readonly count: number;
  /** The only view that is drawn; all when left out. */
  readonly view?: number | undefined;
  /** The only thing that is done to the views, certain where it has a chance; everything when left out. */
  readonly alone?: AugmentationName | undefined;
}

/** Views of an image as the network would get them. */
export interface Preview {
  readonly imageIndex: number;
  readonly source: MatchSnapshot['source'];
  /** The views of each draw, global views first. */
  readonly draws: readonly (readonly PreviewView[])[];
}
