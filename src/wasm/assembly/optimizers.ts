/** @file Updates of one parameter from its gradient and slots, elements `begin` … `end`. */

/** AdamW; new values go to tensors of their own. */
export function adamw(
  param: usize,
  grad: usize,
  m: usize,
  v: usize,
  newParam: usize,
  newM: usize,
  newV: usize,
  kept: f32,
  stepSize: f32,
  correction: f32,
  beta1: f32,
  rest1: f32,
  beta2: f32,
  rest2: f32,
  epsilon: f32,
  begin: usize,
  end: usize,
): void {
  const last = end << 2;
  let i = begin << 2;
  for (; i + 16 <= last; i += 16) {
    const g = v128.load(grad + i);
    const first = f32x4.add(
      f32x4.mul(f32x4.splat(beta1), v128.load(m + i)),
      f32x4.mul(f32x4.splat(rest1), g),
    );
    const second = f32x4.add(
      f32x4.mul(f32x4.splat(beta2), v128.load(v + i)),
      f32x4.mul(f32x4.splat(rest2), f32x4.mul(g, g)),
    );
    v128.store(newM + i, first);
    v128.store(newV + i, second);
    const root = f32x4.add(f32x4.div(f32x4.sqrt(second), f32x4.splat(correction)), f32x4.splat(epsilon));
    const update = f32x4.mul(f32x4.splat(stepSize), f32x4.div(first, root));
    v128.store(newParam + i, f32x4.sub(f32x4.mul(f32x4.splat(kept), v128.load(param + i)), update));
  }
  for (; i < last; i += 4) {
    const g = load<f32>(grad + i);
    const first = beta1 * load<f32>(m + i) + rest1 * g;
    const second = beta2 * load<f32>(v + i) + rest2 * (g * g);
    store<f32>(newM + i, first);
    store<f32>(newV + i, second);
    const root = sqrt<f32>(second) / correction + epsilon;
    store<f32>(newParam + i, kept * load<f32>(param + i) - stepSize * (first / root));
  }
}

/** LARS: η‖param‖/‖grad + decay · param‖, or 1 where a norm is 0, of `size` values. */
export function larsRatio(param: usize, grad: usize, decay: f32, eta: f32, size: usize): f32 {
  let own: f64 = 0;
  let both: f64 = 0;
  for (let i: usize = 0; i < size << 2; i += 4) {
    const value = load<f32>(param + i);
    const direction = load<f32>(grad + i) + decay * value;
    own += <f64>value * <f64>value;
    both += <f64>direction * <f64>direction;
  }
  return own > 0 && both > 0 ? <f32>((<f64>eta * Math.sqrt(own)) / Math.sqrt(both)) : 1;
}

/** LARS's momentum and step; new values go to tensors of their own. */
export function lars(
  param: usize,
  grad: usize,
  mu: usize,
  newParam: usize,
  newMu: usize,
  learningRate: f32,
  decay: f32,
  ratio: f32,
  momentum: f32,
  begin: usize,
  end: usize,
): void {
  for (let i = begin << 2; i < end << 2; i += 4) {
    const value = load<f32>(param + i);
    const velocity = load<f32>(mu + i) * momentum + (load<f32>(grad + i) + decay * value) * ratio;
    store<f32>(newMu + i, velocity);
    store<f32>(newParam + i, value - learningRate * velocity);
  }
}
