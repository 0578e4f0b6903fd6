import type { TensorInfo } from '@tensorflow/tfjs-core';

/** What the loss's gradient is made of in each of a branch's terms. */
export interface TermGradients {
  /** Of the loss. */
  readonly dy: TensorInfo;
  /** What each term of all branches counts in the loss. */
  readonly factors: TensorInfo;
  /** Where those of the branch begin. */
  readonly firstFactor: number;
}

/** What a program takes to know them, by the WGSL function `termGradient(term)`. */
export const TERM_GRADIENTS = {
  inputs: { dy: 'f32', factors: 'f32' },
  uniforms: { firstFactor: 'u32' },
  declarations: `
fn termGradient(term: u32) -> f32 { return dy[0] * factors[params.firstFactor + term]; }`,
} as const;
