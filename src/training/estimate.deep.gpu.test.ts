import { compareEstimates, shrunk } from './testing/recordedEstimate';

// Larger models, whose programs a software GPU compiles for ten seconds each.
compareEstimates([
  ['playground', shrunk('playground', [32], 'float32')],
  ['playground in mixed precision', shrunk('playground', [32], 'mixed')],
  ['convnext-s-100-browser', shrunk('convnext-s-100-browser', [32, 16], 'mixed')],
  ['resnet-100-browser', shrunk('resnet-100-browser', [32], 'float32')],
]);
