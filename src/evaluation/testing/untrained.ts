import * as tf from '@tensorflow/tfjs-core';
import type { RunConfig } from '../../config/runConfig';
import { initialize } from '../../nn/initialize';
import { networkSpecs } from '../../vicregl/network';
import { modelSubject } from '../subject';

/** A model's first weights as a subject, and its tensors, of which the caller disposes. */
export function untrained({ model, loss }: RunConfig, seed = 1) {
  const specs = networkSpecs(model, loss.alpha);
  const values = initialize(specs, seed);
  const params = Object.fromEntries(
    specs.map(({ name, shape, dtype }) => [name, tf.tensor(values[name]!, [...shape], dtype ?? 'float32')]),
  );
  return { params, subject: modelSubject('random weights', model, loss.alpha, params) };
}
