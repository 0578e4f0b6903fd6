import type { OptimConfig } from '../config/optimConfig';
import { LARS_SCALARS } from '../ops/lars';
import { larsAll } from '../ops/larsAll';
import { isRegularized } from './groups';
import type { UpdateRule } from './updateRule';

/** The reference passes this to LARS whatever its weight-decay option says. */
const WEIGHT_DECAY = 1e-6;

/** LARS as the reference uses it: decay and trust ratio for all but 1-D parameters, which follow plain momentum. */
export function larsRule({ momentum, eta }: Pick<OptimConfig, 'momentum' | 'eta'>): UpdateRule {
  return {
    slots: ['mu'],
    countsSteps: false,
    columns: LARS_SCALARS.length,
    scalars: (_step, { learningRate }) => {
      const row: Record<(typeof LARS_SCALARS)[number], number> = { learningRate, weightDecay: WEIGHT_DECAY };
      return LARS_SCALARS.map((name) => row[name]);
    },
    apply: (inputs, attributes, shapes) =>
      larsAll(inputs, {
        ...attributes,
        momentum,
        eta,
        adapt: shapes.map((shape) => (isRegularized(shape) ? 1 : 0)),
      }),
  };
}
