import { compareEstimates, SIDE } from './testing/recordedEstimate';
import { tinyConfig } from './testing/tinyRun';

// Of a run whose programs other tests need too.
const tiny = tinyConfig(({ data, optim }) => {
  data.size = SIDE;
  optim.precision = 'mixed';
});
compareEstimates([['a tiny run in mixed precision', tiny]]);
