import { numpy as np } from '@jax-js/jax';
import { isRegularized } from '../../../src/optim/groups';
import { RATES } from '../../../src/device/measure/stepEngine';
import type { Arr } from './layers';

export type Tree = Record<string, Arr>;

export interface AdamWBetas {
  readonly beta1: number;
  readonly beta2: number;
}

const EPSILON = 1e-8;

/** One AdamW step on all parameters; `corrections` `[2]` holds 1 − β₁ᵗ and 1 − β₂ᵗ. → new parameters, m and v. */
export function adamw(
  params: Tree,
  grads: Tree,
  m: Tree,
  v: Tree,
  corrections: Arr,
  { beta1, beta2 }: AdamWBetas,
): [Tree, Tree, Tree] {
  const { learningRate, weightDecay } = RATES;
  const [newParams, newM, newV]: [Tree, Tree, Tree] = [{}, {}, {}];
  for (const [name, param] of Object.entries(params)) {
    const grad = grads[name]!;
    const mean = m[name]!.mul(beta1).add(grad.ref.mul(1 - beta1));
    const square = v[name]!.mul(beta2).add(np.square(grad).mul(1 - beta2));
    const root = np.sqrt(square.ref.div(corrections.ref.slice(1))).add(EPSILON);
    const update = mean.ref.div(corrections.ref.slice(0)).div(root).mul(learningRate);
    const decay = isRegularized(param.shape) ? 1 - learningRate * weightDecay : 1;
    newParams[name] = param.mul(decay).sub(update);
    newM[name] = mean;
    newV[name] = square;
  }
  corrections.dispose();
  return [newParams, newM, newV];
}
