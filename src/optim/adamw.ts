import type { OptimConfig } from '../config/optimConfig';
import { ADAMW_SCALARS } from '../ops/adamw';
import { adamwAll } from '../ops/adamwAll';
import { isRegularized } from './groups';
import type { UpdateRule } from './updateRule';

/** PyTorch's default, which the reference leaves alone. */
const EPSILON = 1e-8;

/** AdamW as the reference uses it: decoupled decay for all but 1-D parameters, bias correction by each one's own step count. */
export function adamwRule({ beta1, beta2 }: Pick<OptimConfig, 'beta1' | 'beta2'>): UpdateRule {
  return {
    slots: ['exp_avg', 'exp_avg_sq'],
    countsSteps: true,
    columns: ADAMW_SCALARS.length,
    scalars: (step, { learningRate, weightDecay }, shape) => {
      const row: Record<(typeof ADAMW_SCALARS)[number], number> = {
        learningRate,
        biasCorrection1: 1 - beta1 ** step,
        biasCorrection2: 1 - beta2 ** step,
        weightDecay: isRegularized(shape) ? weightDecay : 0,
      };
      return ADAMW_SCALARS.map((name) => row[name]);
    },
    apply: (inputs, attributes) => adamwAll(inputs, { ...attributes, beta1, beta2, epsilon: EPSILON }),
  };
}
