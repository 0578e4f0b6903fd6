import { USUAL_FEATURES, type FeaturePart } from '../../../exporting/features';
import type { OutputName } from '../../../exporting/graphWriter';

/** What a person chooses of a table of features. */
export interface TableChoices {
  readonly part: FeaturePart;
  readonly features: readonly OutputName[];
}

export const USUAL_TABLE: TableChoices = { part: 'train', features: USUAL_FEATURES };
