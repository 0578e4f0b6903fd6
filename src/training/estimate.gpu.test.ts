import { compareEstimates } from './testing/recordedEstimate';

compareEstimates([['playground', [32], 'mixed']]);
