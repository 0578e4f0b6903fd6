import { mapAndMean } from '../mapAndMean';
import { casesOf } from './opCases';

export const mapAndMeanCases = casesOf(mapAndMean, {
  tolerance: 2e-5,
  differentiated: 2,
  sizes: {
    'one cell': { inputs: { x: [1, 1, 1] } },
    ragged: { inputs: { x: [3, 17, 65] } },
    'four channels at once': { inputs: { x: [3, 5, 24] } },
  },
  halves: { 'the mean in float32': { inputs: { x: [3, 17, 64] } } },
  timed: { '64×64×96': { inputs: { x: [64, 64, 96] }, flops: 4096 * 96 } },
});
