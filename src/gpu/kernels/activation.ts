import { util, type TensorInfo } from '@tensorflow/tfjs-core';
import type { BackendView } from '../backendView';
import { runProgram } from '../dispatch';
import { allocateStored, isHalf } from '../halfTensors';
import type { Activation } from '../../ops/linear';
import { defineProgram } from '../program';
import { elementOf, FLAT_INDEX, FLAT_THREADS, flatWorkgroups, lanesOf, realOf } from './flat';

/**
 * GELU is z Φ(z) with the Gaussian's distribution function Φ; erf after Abramowitz and Stegun (1964), 7.1.26, whose
 * error is below 1.5e-7. Its exponential is also that of the density in the derivative Φ(z) + z φ(z).
 */
const GELU = `
fn activate(z: Value) -> Activated {
  let t = 1.0 / fma(Value(0.3275911 * ${Math.SQRT1_2}), abs(z), Value(1.0));
  let e = exp(-0.5 * z * z);
  var p = fma(t, Value(1.061405429), Value(-1.453152027));
  p = t * fma(t, fma(t, fma(t, p, Value(1.421413741)), Value(-0.284496736)), Value(0.254829592));
  let upper = 0.5 * p * e;
  let distribution = select(upper, 1.0 - upper, z > Value());
  let density = e * ${1 / Math.sqrt(2 * Math.PI)};
  return Activated(z * distribution, fma(z, density, distribution));
}`;

const RELU = `
fn activate(z: Value) -> Activated {
  let value = max(z, Value());
  return Activated(value, value);
}`;

/**
 * WGSL of `activate(z)`: the activation, and what its gradient needs; `Value` is `f32` or a vector of it. For ReLU the
 * gradient needs the output itself; for GELU the derivative, which costs two operations here and an exponential later.
 */
export function activationFunction(activation: Activation): string {
  if (activation === 'none') return '';
  return `struct Activated { value: Value, kept: Value }${activation === 'relu' ? RELU : GELU}`;
}

type Bent = Exclude<Activation, 'none'>;

const gradientProgram = defineProgram<{ activation: Bent; lanes: 1 | 4 }>(
  'activation_gradient',
  ({ activation, lanes }) => {
    const element = elementOf(lanes);
    const dz =
      activation === 'relu'
        ? `select(${element}(), read_dy(i), read_kept(i) > ${element}())`
        : 'read_dy(i) * read_kept(i)';
    return {
      inputs: { dy: realOf(lanes), kept: realOf(lanes) },
      outputs: { dz: realOf(lanes) },
      uniforms: { size: 'u32' },
      workgroupSize: [FLAT_THREADS],
      main: `
  ${FLAT_INDEX}
  if (i < params.size) { write_dz(i, ${dz}); }`,
    };
  },
);

/** Floating-point operations of `activate`. */
export const ACTIVATION_OPERATIONS: Readonly<Record<Activation, number>> = { none: 0, relu: 1, gelu: 22 };

/** dz = dy · act′, the gradient before the activation, from what `activate` gave to keep. */
export function activationGradient(
  backend: BackendView,
  activation: Bent,
  dy: TensorInfo,
  kept: TensorInfo,
): TensorInfo {
  const dz = allocateStored(backend, dy.shape, isHalf(kept));
  const elements = util.sizeFromShape(dy.shape);
  const lanes = lanesOf(elements);
  const size = elements / lanes;
  runProgram(backend, gradientProgram({ activation, lanes }), {
    inputs: { dy, kept },
    outputs: { dz },
    uniforms: { size },
    workgroups: flatWorkgroups(backend, size),
    operations: elements,
  });
  return dz;
}
