import { compareEstimates } from './testing/recordedEstimate';

// Larger models, whose programs a software GPU compiles for ten seconds each.
compareEstimates([
  ['playground', [32], 'float32'],
  ['convnext-s-100-browser', [32, 16], 'mixed'],
  ['resnet-100-browser', [32], 'float32'],
]);
