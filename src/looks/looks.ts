import type { LookKind } from '../reports/looks';
import { channelPeaks } from './channelPeaks';
import { featureMaps } from './featureMaps';
import { embeddingSpace } from './embeddingSpace';
import type { Look } from './lookedAt';
import { matches, matchPanel } from './matches';
import { gradients } from './gradients';
import { stemFilters } from './stemFilters';

/** Every kind of look; a new one is a row here, and one of `Looks` in `reports/looks.ts`. */
export const LOOKS: { readonly [Kind in LookKind]: Look<Kind> } = {
  matches,
  matchPanel,
  channelPeaks,
  featureMaps,
  embeddingSpace,
  gradients,
  stemFilters,
};
