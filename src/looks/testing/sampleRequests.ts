import type { LookKind, Looks } from '../../reports/looks';

/** A request of every kind that a tiny run can answer. */
export const SAMPLE_REQUESTS: { readonly [Kind in LookKind]: Looks[Kind]['request'] } = {
  matches: { pair: { of: 'views', image: { image: 3 } }, metric: 'cosine' },
  matchPanel: { images: [1, 2, 5], metric: 'l2' },
  stemFilters: {},
};
