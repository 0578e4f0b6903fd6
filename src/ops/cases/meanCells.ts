import { meanCells } from '../meanCells';
import { casesOf } from './opCases';

export const meanCellsCases = casesOf(meanCells, {
  tolerance: 2e-5,
  sizes: {
    'one cell': { inputs: { x: [1, 1, 1] } },
    'one cell of two samples': { inputs: { x: [2, 1, 5] } },
    ragged: { inputs: { x: [3, 17, 65] } },
    'even channels': { inputs: { x: [3, 11, 18] } },
  },
  halves: { 'in float32 forwards': { inputs: { x: [3, 17, 64] }, results: ['dx'] } },
  timed: { '64×64×96': { inputs: { x: [64, 64, 96] }, flops: 4096 * 96 } },
});
