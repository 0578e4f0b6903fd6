import type { TunedKernel } from '../../reports/tuning';

/** What tuning a device might find. */
export const SOME_KERNELS: readonly TunedKernel[] = [
  {
    key: 'linear 6272×384×96',
    title: 'matrix product',
    rule: { strategy: 'shared', tileM: 8, tileN: 8, threadsX: 16, threadsY: 16, tileK: 8, part: 96 },
    ruleMilliseconds: 0.4,
    chosen: { strategy: 'shared', tileM: 8, tileN: 4, threadsX: 16, threadsY: 16, tileK: 16, part: 96 },
    chosenMilliseconds: 0.25,
  },
  {
    key: 'layer_norm 6272×96',
    title: 'layer norm',
    rule: { lanes: 32, rows: 8 },
    ruleMilliseconds: 0.05,
    chosen: { lanes: 32, rows: 8 },
    chosenMilliseconds: 0.05,
  },
];
