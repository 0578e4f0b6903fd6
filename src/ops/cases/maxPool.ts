import { maxPool } from '../maxPool';
import { casesOf } from './opCases';

export const maxPoolCases = casesOf(maxPool, {
  tolerance: 2e-5,
  sizes: {
    even: { shapes: { x: [2, 6, 8, 5] } },
    odd: { shapes: { x: [3, 7, 1, 17] } },
  },
  halves: { odd: { shapes: { x: [3, 7, 5, 16] } } },
  timed: { '64×16×16×48': { shapes: { x: [64, 16, 16, 48] }, flops: 0 } },
});
