import type { LookKind, Looks } from '../../reports/looks';

/** A request of every kind that a tiny run can answer. */
export const SAMPLE_REQUESTS: { readonly [Kind in LookKind]: Looks[Kind]['request'] } = {
  gradients: { by: 'terms' },
  stemFilters: {},
};
