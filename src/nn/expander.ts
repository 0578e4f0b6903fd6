import type * as tf from '@tensorflow/tfjs-core';
import { parseExpander } from '../config/modelConfig';
import { layerNorm } from '../ops/layerNorm';
import { linear } from '../ops/linear';
import type { Precision } from '../ops/precision';
import { batchNormLayer } from './batchNormLayer';
import { ENTRIES_PER_HIDDEN_LAYER, type ExpanderNorm } from './expanderSpecs';
import type { TensorMap } from './parameters';
import type { Pass } from './pass';
import { scopeOf, type Scope } from './scope';

/** PyTorch's default, which the reference keeps here, but not in ConvNeXt. */
const LAYER_NORM_EPS = 1e-5;
export interface ExpanderOutputs {
  /** `[M, last width]`. */
  readonly y: tf.Tensor2D;
  /** Updated running statistics by name after a pass in training mode with batch norms; else empty. */
  readonly buffers: Record<string, tf.Tensor>;
}

/**
 * x `[M, inDim]`, one representation or one cell per row → embeddings. Batch norms take their statistics over all M
 * rows, so the local expander normalises over samples and cells together, as in the reference. The embeddings are float32
 * in every precision, since the criterion takes differences and variances of them.
 *
 * @throws {Failure} `weights_mismatch` where `params` lacks a tensor.
 */
export function expanderForward(
  params: TensorMap,
  x: tf.Tensor2D,
  spec: string,
  norm: ExpanderNorm,
  training: boolean,
  precision: Precision = 'float32',
): ExpanderOutputs {
  const scope = scopeOf(params);
  const pass: Pass = { training, precision, buffers: {} };
  const last = parseExpander(spec).length - 1;
  let y: tf.Tensor = x;
  for (let layer = 0; layer < last; layer++) {
    const entry = layer * ENTRIES_PER_HIDDEN_LAYER;
    const hidden = scope.at(entry);
    y = linear({ x: y, w: hidden.get('weight'), b: hidden.get('bias') }, { activation: 'none', precision });
    y = normRelu(scope.at(entry + 1), y, norm, pass);
  }
  const w = scope.at(last * ENTRIES_PER_HIDDEN_LAYER).get('weight');
  const embedding = linear({ x: y, w }, { activation: 'none' });
  return { y: embedding as tf.Tensor2D, buffers: pass.buffers };
}

function normRelu(scope: Scope, x: tf.Tensor, norm: ExpanderNorm, pass: Pass): tf.Tensor {
  if (norm === 'batch_norm') return batchNormLayer(scope, x, { relu: true }, pass);
  return layerNorm(
    { x, gamma: scope.get('weight'), beta: scope.get('bias') },
    { eps: LAYER_NORM_EPS, relu: true, precision: pass.precision },
  );
}
