import { LARS_SCALARS } from '../ops/lars';
import { larsAll } from '../ops/larsAll';
import type { UpdateRule } from './updateRule';

/**
 * PyTorch's SGD with momentum and without decay, as the reference's evaluation fine-tunes: LARS of which no parameter is
 * adapted.
 */
export function sgdRule({ momentum }: { readonly momentum: number }): UpdateRule {
  return {
    slots: ['momentum_buffer'],
    countsSteps: false,
    columns: LARS_SCALARS.length,
    scalars: (_step, { learningRate }) =>
      LARS_SCALARS.map((name) => (name === 'learningRate' ? learningRate : 0)),
    apply: (inputs, attributes, shapes) =>
      larsAll(inputs, { ...attributes, momentum, eta: 0, adapt: shapes.map(() => 0) }),
  };
}
