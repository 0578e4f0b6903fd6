import type { LookKind, Looks } from '../../reports/looks';

/** A request of every kind that a tiny run can answer. */
export const SAMPLE_REQUESTS: { readonly [Kind in LookKind]: Looks[Kind]['request'] } = {
  embeddingSpace: { space: 'maps', images: [3, 1, 5], cells: 4 },
  stemFilters: {},
};
