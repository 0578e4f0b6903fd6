import { SAMPLE_REQUESTS } from '../src/looks/testing/sampleRequests';
import type { LookKind, Looks } from '../src/reports/looks';

/** What the page's views ask at first, where that is more than a sample. */
const VIEW_REQUESTS: { readonly [Kind in LookKind]?: Looks[Kind]['request'] } = {
  embeddingSpace: {
    space: 'representation',
    images: Array.from({ length: 250 }, (_, image) => image),
    cells: 1,
  },
};

/** Every kind of look. */
export const LOOK_KINDS = Object.keys(SAMPLE_REQUESTS) as LookKind[];

/** A request of a kind, as the page asks it where that is known. */
export function lookRequest<Kind extends LookKind>(kind: Kind): Looks[Kind]['request'] {
  return VIEW_REQUESTS[kind] ?? SAMPLE_REQUESTS[kind];
}
