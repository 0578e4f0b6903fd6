import { expOfNegative } from './exponential';
import { addProduct4, wholeVectors } from './vector';

/** @file GELU, x Φ(x), with its derivative, and ReLU. Codes of activations: 0 none, 1 ReLU, 2 GELU. */

export const RELU: i32 = 1;
const GELU: i32 = 2;

/**
 * GELU of four values in place, their derivatives into `kept` unless that is 0. erf is Abramowitz and Stegun's 7.1.26,
 * as in tfjs's own kernels; its e^(−x²/2) serves the derivative too.
 */
function gelu4(y: usize, kept: usize): void {
  const x = v128.load(y);
  const e = expOfNegative(f32x4.mul(f32x4.mul(x, x), f32x4.splat(-0.5)));
  const t = f32x4.div(
    f32x4.splat(1),
    addProduct4(f32x4.splat(1), f32x4.abs(x), f32x4.splat(0.3275911 * 0.70710678118)),
  );
  let p = addProduct4(f32x4.splat(-1.453152027), t, f32x4.splat(1.061405429));
  p = addProduct4(f32x4.splat(1.421413741), p, t);
  p = addProduct4(f32x4.splat(-0.284496736), p, t);
  p = addProduct4(f32x4.splat(0.254829592), p, t);
  const tail = f32x4.mul(f32x4.mul(f32x4.mul(p, t), e), f32x4.splat(0.5));
  const negative = f32x4.lt(x, f32x4.splat(0));
  const phi = v128.bitselect(tail, f32x4.sub(f32x4.splat(1), tail), negative);
  v128.store(y, f32x4.mul(x, phi));
  if (kept != 0) v128.store(kept, addProduct4(phi, f32x4.mul(x, e), f32x4.splat(0.3989422804)));
}

/** The same of one value. */
function gelu1(y: usize, kept: usize): void {
  const x = load<f32>(y);
  const e = f32x4.extract_lane(expOfNegative(f32x4.splat(x * x * -0.5)), 0);
  const t: f32 = 1 / (1 + abs(x) * (0.3275911 * 0.70710678118));
  const p: f32 = (((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592;
  const tail: f32 = p * t * e * 0.5;
  const phi: f32 = x < 0 ? tail : 1 - tail;
  store<f32>(y, x * phi);
  if (kept != 0) store<f32>(kept, phi + x * e * 0.3989422804);
}

/** Activates `bytes` bytes of values in place; GELU puts its derivative into `kept` unless that is 0. */
export function activate(activation: i32, y: usize, kept: usize, bytes: usize): void {
  const whole = wholeVectors(bytes);
  if (activation == GELU) {
    for (let i: usize = 0; i < whole; i += 16) gelu4(y + i, kept == 0 ? 0 : kept + i);
    for (let i = whole; i < bytes; i += 4) gelu1(y + i, kept == 0 ? 0 : kept + i);
  } else {
    const zero = f32x4.splat(0);
    for (let i: usize = 0; i < whole; i += 16) {
      const value = v128.load(y + i);
      v128.store(y + i, v128.andnot(value, f32x4.lt(value, zero)));
    }
    for (let i = whole; i < bytes; i += 4) if (load<f32>(y + i) < 0) store<f32>(y + i, 0);
  }
}

/**
 * dz from dy, elements `begin` … `end`: times the derivative that GELU kept, or dy where the output that ReLU kept is
 * positive.
 */
export function activationGradient(
  activation: i32,
  dy: usize,
  kept: usize,
  dz: usize,
  begin: usize,
  end: usize,
): void {
  let i = begin << 2;
  const last = end << 2;
  const zero = f32x4.splat(0);
  for (; i + 16 <= last; i += 16) {
    const factor = v128.load(kept + i);
    const value = v128.load(dy + i);
    v128.store(
      dz + i,
      activation == GELU ? f32x4.mul(value, factor) : v128.and(value, f32x4.gt(factor, zero)),
    );
  }
  for (; i < last; i += 4) {
    const factor = load<f32>(kept + i);
    const value = load<f32>(dy + i);
    store<f32>(dz + i, activation == GELU ? value * factor : factor > 0 ? value : 0);
  }
}
