import { compareEstimates } from './testing/recordedEstimate';

compareEstimates([
  ['playground', [32], 'float32'],
  ['playground', [32], 'mixed'],
]);
