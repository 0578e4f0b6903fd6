import { util, type TensorInfo } from '@tensorflow/tfjs-core';
import { allocate, type BackendView } from '../backendView';
import { runProgram } from '../dispatch';
import type { Activation } from '../ops/linear';
import { defineProgram } from '../program';
import { FLAT_INDEX, FLAT_THREADS, flatWorkgroups } from './flat';

/**
 * GELU is z Φ(z) with the Gaussian's distribution function Φ; erf after Abramowitz and Stegun (1964), 7.1.26, whose
 * error is below 1.5e-7. Its exponential is also that of the density in the derivative Φ(z) + z φ(z).
 */
const GELU = `
fn gaussian(z: f32) -> vec2<f32> {
  let t = 1.0 / fma(0.3275911 * ${Math.SQRT1_2}, abs(z), 1.0);
  let e = exp(-0.5 * z * z);
  let p = t * fma(t, fma(t, fma(t, fma(t, 1.061405429, -1.453152027), 1.421413741), -0.284496736), 0.254829592);
  let upper = 0.5 * p * e;
  return vec2<f32>(select(upper, 1.0 - upper, z > 0.0), e * ${1 / Math.sqrt(2 * Math.PI)});
}
`;

/** WGSL of `activate(z)`. */
export function activationFunction(activation: Activation): string {
  switch (activation) {
    case 'none':
      return 'fn activate(z: f32) -> f32 { return z; }';
    case 'relu':
      return 'fn activate(z: f32) -> f32 { return max(z, 0.0); }';
    case 'gelu':
      return `${GELU} fn activate(z: f32) -> f32 { return z * gaussian(z).x; }`;
  }
}

/** WGSL of `slope(v)`, the derivative at what the forward pass kept: ReLU's output, GELU's argument. */
function slopeFunction(activation: Exclude<Activation, 'none'>): string {
  switch (activation) {
    case 'relu':
      return 'fn slope(y: f32) -> f32 { return select(0.0, 1.0, y > 0.0); }';
    case 'gelu':
      return `${GELU} fn slope(z: f32) -> f32 { let g = gaussian(z); return fma(z, g.y, g.x); }`;
  }
}

const slopeProgram = defineProgram<{ activation: Exclude<Activation, 'none'> }>(
  'activation_gradient',
  ({ activation }) => ({
    inputs: { dy: 'f32', kept: 'f32' },
    outputs: { dz: 'f32' },
    uniforms: { size: 'u32' },
    workgroupSize: [FLAT_THREADS],
    declarations: slopeFunction(activation),
    main: `
  ${FLAT_INDEX}
  if (i < params.size) { dz[i] = dy[i] * slope(kept[i]); }`,
  }),
);

/** dz = dy · act′, the gradient before the activation. */
export function activationGradient(
  backend: BackendView,
  activation: Exclude<Activation, 'none'>,
  dy: TensorInfo,
  kept: TensorInfo,
): TensorInfo {
  const dz = allocate(backend, dy.shape);
  const size = util.sizeFromShape(dy.shape);
  runProgram(backend, slopeProgram({ activation }), {
    inputs: { dy, kept },
    outputs: { dz },
    uniforms: { size },
    workgroups: flatWorkgroups(backend, size),
  });
  return dz;
}
