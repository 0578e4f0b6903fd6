import { lax, nn, numpy as np } from '@jax-js/jax';

/** @file ConvNeXt's layers as one writes them in jax-js. As its rules want it, a function uses up its arguments. */

export type Arr = np.Array;

/** Normalisation over the last axis. */
export function layerNorm(x: Arr, gamma: Arr, beta: Arr, eps: number): Arr {
  const centred = x.ref.sub(np.mean(x, -1, { keepdims: true }));
  const variance = np.mean(np.square(centred.ref), -1, { keepdims: true });
  return centred
    .div(np.sqrt(variance.add(eps)))
    .mul(gamma)
    .add(beta);
}

/** x `[M, K]` by PyTorch's `w` `[N, K]`. */
export function linear(x: Arr, w: Arr, b?: Arr): Arr {
  const product = np.matmul(x, np.transpose(w));
  return b === undefined ? product : product.add(b);
}

/** GELU by the Gaussian's distribution function. */
export function gelu(x: Arr): Arr {
  return nn.gelu(x, { approximate: false });
}

/**
 * Convolution of x `[B, H, W, C]` with `w` `[O, C, p, p]` at stride p, as a rearrangement and a matrix product: this
 * version's own gradient of a 2 × 2 convolution with stride 2 is wrong on WebGPU.
 */
export function patchConv(x: Arr, w: Arr, b: Arr, patch: number): Arr {
  const [batch, height, width, channels] = x.shape as [number, number, number, number];
  const [rows, columns] = [height / patch, width / patch];
  const outputs = w.shape[0]!;
  const patches = np
    .transpose(np.reshape(x, [batch, rows, patch, columns, patch, channels]), [0, 1, 3, 2, 4, 5])
    .reshape([batch * rows * columns, patch * patch * channels]);
  const filter = np.transpose(w, [0, 2, 3, 1]).reshape([outputs, patch * patch * channels]);
  return linear(patches, filter, b).reshape([batch, rows, columns, outputs]);
}

/** 7 × 7 depthwise convolution of x `[B, H, W, C]` with `w` `[C, 1, 7, 7]`. */
export function depthwiseConv(x: Arr, w: Arr, b: Arr): Arr {
  const channels = x.shape[3]!;
  const padding: [number, number][] = [
    [3, 3],
    [3, 3],
  ];
  const y = lax.convGeneralDilated(np.transpose(x, [0, 3, 1, 2]), w, [1, 1], padding, {
    featureGroupCount: channels,
  });
  return np.transpose(y, [0, 2, 3, 1]).add(b);
}
