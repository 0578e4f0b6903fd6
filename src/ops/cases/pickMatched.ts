import { pickMatched } from '../pickMatched';
import { matchTermsSize } from './matchTermsSizes';
import { casesOf } from './opCases';

const size = (...of: Parameters<typeof matchTermsSize>) => {
  const { inputs, attributes } = matchTermsSize(...of);
  const { rows, index } = inputs;
  const { batch, first, cells, from, into, kept } = attributes;
  return { inputs: { rows, index }, attributes: { batch, first, cells, from, into, kept } };
};

export const pickMatchedCases = casesOf(pickMatched, {
  tolerance: 2e-5,
  fixed: ['index'],
  sizes: {
    'one cell a view': size(2, [1, 1], [1], 1),
    'three lists': size(3, [5, 4], [4, 3, 2], 7),
    'three views': size(4, [9, 9, 4], [9, 5, 3], 12),
  },
});
