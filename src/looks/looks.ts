import type { LookKind } from '../reports/looks';
import type { Look } from './lookedAt';
import { gradients } from './gradients';
import { stemFilters } from './stemFilters';

/** Every kind of look; a new one is a row here, and one of `Looks` in `reports/looks.ts`. */
export const LOOKS: { readonly [Kind in LookKind]: Look<Kind> } = {
  gradients,
  stemFilters,
};
