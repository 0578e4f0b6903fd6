import type { LookKind, Looks } from '../../reports/looks';

/** A request of every kind that a tiny run can answer. */
export const SAMPLE_REQUESTS: { readonly [Kind in LookKind]: Looks[Kind]['request'] } = {
  matches: { pair: { of: 'views', image: { image: 3 } }, metric: 'cosine' },
  matchPanel: { images: [1, 2, 5], metric: 'l2' },
  channelPeaks: { images: [{ image: 0 }, { image: 3 }], map: { of: 'embedding' } },
  featureMaps: {
    images: [{ image: 0 }, { image: 3 }],
    map: { of: 'stage', stage: 0 },
    quantity: { of: 'components' },
    scale: 1,
  },
  embeddingSpace: { space: 'maps', images: [3, 1, 5], cells: 4 },
  gradients: { by: 'terms' },
  stemFilters: {},
};
