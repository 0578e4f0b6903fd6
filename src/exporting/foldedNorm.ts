import type { Weight } from './graphWriter';

/** A batch norm in evaluation mode, one number a channel of each. */
export interface BatchNorm {
  readonly gamma: Float32Array;
  readonly beta: Float32Array;
  readonly mean: Float32Array;
  readonly variance: Float32Array;
}

/** Of PyTorch's BatchNorm. */
const EPS = 1e-5;

/** A convolution or linear layer `[O, …]` with the batch norm behind it, as one layer with a bias. */
export function foldedNorm(
  weight: Weight,
  bias: Weight | undefined,
  { gamma, beta, mean, variance }: BatchNorm,
): { readonly w: Weight; readonly b: Weight } {
  const outputs = weight.shape[0]!;
  const each = weight.data.length / outputs;
  const w = new Float32Array(weight.data.length);
  const b = new Float32Array(outputs);
  for (let channel = 0; channel < outputs; channel++) {
    const scale = gamma[channel]! / Math.sqrt(variance[channel]! + EPS);
    for (let k = channel * each; k < (channel + 1) * each; k++) w[k] = weight.data[k]! * scale;
    b[channel] = beta[channel]! + ((bias?.data[channel] ?? 0) - mean[channel]!) * scale;
  }
  return { w: { shape: weight.shape, data: w }, b: { shape: [outputs], data: b } };
}
