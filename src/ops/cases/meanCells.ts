import { meanCells } from '../meanCells';
import { casesOf } from './opCases';

export const meanCellsCases = casesOf(meanCells, {
  tolerance: 2e-5,
  sizes: {
    'one cell': { shapes: { x: [1, 1, 1] } },
    'one cell of two samples': { shapes: { x: [2, 1, 5] } },
    ragged: { shapes: { x: [3, 17, 65] } },
    'even channels': { shapes: { x: [3, 11, 18] } },
  },
  halves: { 'in float32 forwards': { shapes: { x: [3, 17, 64] }, results: ['dx'] } },
  timed: { '64×64×96': { shapes: { x: [64, 64, 96] }, flops: 4096 * 96 } },
});
