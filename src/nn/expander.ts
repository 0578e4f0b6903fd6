import * as tf from '@tensorflow/tfjs-core';
import { parseExpander, type ModelConfig } from '../config/modelConfig';
import { layerNorm } from '../ops/layerNorm';
import { linear } from '../ops/linear';
import type { Precision } from '../ops/precision';
import { batchNormLayer } from './batchNormLayer';
import type { ParameterSpec, TensorMap } from './parameters';
import type { Pass } from './pass';
import { scopeOf, type Scope } from './scope';
import { batchNormSpecs, linearSpecs, normSpecs } from './specs';

export type ExpanderNorm = 'layer_norm' | 'batch_norm';

/** PyTorch's default, which the reference keeps here, but not in ConvNeXt. */
const LAYER_NORM_EPS = 1e-5;
/** Linear, norm and ReLU each take a number in the state dict. */
const ENTRIES_PER_HIDDEN_LAYER = 3;

/** The norm that a model's expanders use: chosen, or as its backbone has it (layer norm for ConvNeXt, batch norm for ResNet). */
export function expanderNorm({ expanderNorm: chosen, backbone }: ModelConfig): ExpanderNorm {
  if (chosen !== 'auto') return chosen;
  return backbone.family === 'convnext' ? 'layer_norm' : 'batch_norm';
}

/**
 * An expander for inputs of `inDim` numbers, in the order of the reference's state dict. Every width of `spec` but the
 * last is a hidden layer: linear, norm, ReLU; the last linear layer has neither bias nor norm.
 */
export function expanderSpecs(inDim: number, spec: string, norm: ExpanderNorm): ParameterSpec[] {
  const widths = parseExpander(spec);
  const specsOfNorm = norm === 'batch_norm' ? batchNormSpecs : normSpecs;
  return widths.flatMap((width, layer) => {
    const inputs = layer === 0 ? inDim : widths[layer - 1]!;
    const entry = layer * ENTRIES_PER_HIDDEN_LAYER;
    return layer === widths.length - 1
      ? linearSpecs(String(entry), inputs, width, { bias: false })
      : [
          ...linearSpecs(String(entry), inputs, width, { bias: true }),
          ...specsOfNorm(String(entry + 1), width),
        ];
  });
}

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
  return tf.relu(
    layerNorm(
      { x, gamma: scope.get('weight'), beta: scope.get('bias') },
      { eps: LAYER_NORM_EPS, precision: pass.precision },
    ),
  );
}
