import type { LookKind } from '../reports/looks';
import { embeddingSpace } from './embeddingSpace';
import type { Look } from './lookedAt';
import { stemFilters } from './stemFilters';

/** Every kind of look; a new one is a row here, and one of `Looks` in `reports/looks.ts`. */
export const LOOKS: { readonly [Kind in LookKind]: Look<Kind> } = {
  embeddingSpace,
  stemFilters,
};
