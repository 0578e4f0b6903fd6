import { maxPool } from '../maxPool';
import { casesOf } from './opCases';

export const maxPoolCases = casesOf(maxPool, {
  tolerance: 2e-5,
  sizes: {
    even: { inputs: { x: [2, 6, 8, 5] } },
    odd: { inputs: { x: [3, 7, 1, 17] } },
  },
  halves: { odd: { inputs: { x: [3, 7, 5, 16] } } },
  timed: { '64×16×16×48': { inputs: { x: [64, 16, 16, 48] }, flops: 0 } },
});
