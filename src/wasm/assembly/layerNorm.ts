import { activate, RELU } from './activation';
import { STRIP } from './columnSums';
import { addProduct4, loadLanes, storeLanes, sum4, VECTOR, wholeVectors } from './vector';

/** @file Normalisation of the rows of `[rows, columns]`; `statistics` `[rows, 2]` are mean and reciprocal deviation. */

/** y, with a ReLU if `relu`, and statistics, rows `begin` … `end`. */
export function layerNorm(
  x: usize,
  gamma: usize,
  beta: usize,
  y: usize,
  statistics: usize,
  columns: usize,
  eps: f32,
  relu: i32,
  begin: usize,
  end: usize,
): void {
  const bytes = columns << 2;
  const whole = wholeVectors(bytes);
  const count = <f32>columns;
  for (let row = begin; row < end; row++) {
    const from = x + row * bytes;
    const to = y + row * bytes;
    let totals = f32x4.splat(0);
    let i: usize = 0;
    for (; i < whole; i += 16) totals = f32x4.add(totals, v128.load(from + i));
    let total = sum4(totals);
    for (; i < bytes; i += 4) total += load<f32>(from + i);
    const mean = total / count;
    const means = f32x4.splat(mean);

    let squares4 = f32x4.splat(0);
    for (i = 0; i < whole; i += 16) {
      const centred = f32x4.sub(v128.load(from + i), means);
      squares4 = addProduct4(squares4, centred, centred);
    }
    let squares = sum4(squares4);
    for (; i < bytes; i += 4) {
      const centred = load<f32>(from + i) - mean;
      squares += centred * centred;
    }
    const reciprocal: f32 = 1 / sqrt<f32>(squares / count + eps);
    const reciprocals = f32x4.splat(reciprocal);

    for (i = 0; i < whole; i += 16) {
      const normalised = f32x4.mul(f32x4.sub(v128.load(from + i), means), reciprocals);
      v128.store(to + i, addProduct4(v128.load(beta + i), normalised, v128.load(gamma + i)));
    }
    for (; i < bytes; i += 4)
      store<f32>(
        to + i,
        (load<f32>(from + i) - mean) * reciprocal * load<f32>(gamma + i) + load<f32>(beta + i),
      );
    if (relu) activate(RELU, to, 0, bytes);
    store<f32>(statistics + (row << 3), mean);
    store<f32>(statistics + (row << 3), reciprocal, 4);
  }
}

/** The gradient before a ReLU, whose sign is computed anew: dy where γ x̂ + β is positive, rows `begin` … `end`. */
export function layerNormReluGradient(
  dy: usize,
  x: usize,
  gamma: usize,
  beta: usize,
  statistics: usize,
  dz: usize,
  columns: usize,
  begin: usize,
  end: usize,
): void {
  const bytes = columns << 2;
  const whole = wholeVectors(bytes);
  const zero = f32x4.splat(0);
  for (let row = begin; row < end; row++) {
    const offset = row * bytes;
    const from = x + offset;
    const mean = load<f32>(statistics + (row << 3));
    const reciprocal = load<f32>(statistics + (row << 3), 4);
    const means = f32x4.splat(mean);
    const reciprocals = f32x4.splat(reciprocal);
    let i: usize = 0;
    for (; i < whole; i += 16) {
      const normalised = f32x4.mul(f32x4.sub(v128.load(from + i), means), reciprocals);
      const y = addProduct4(v128.load(beta + i), normalised, v128.load(gamma + i));
      v128.store(dz + offset + i, v128.and(v128.load(dy + offset + i), f32x4.gt(y, zero)));
    }
    for (; i < bytes; i += 4) {
      const y = (load<f32>(from + i) - mean) * reciprocal * load<f32>(gamma + i) + load<f32>(beta + i);
      store<f32>(dz + offset + i, y > 0 ? load<f32>(dy + offset + i) : 0);
    }
  }
}

/** dx = r (g − mean(g) − x̂ mean(g x̂)) with g = dy γ and x̂ the normalised x, rows `begin` … `end`. */
export function layerNormInputGradient(
  dy: usize,
  x: usize,
  gamma: usize,
  statistics: usize,
  dx: usize,
  columns: usize,
  begin: usize,
  end: usize,
): void {
  const bytes = columns << 2;
  const whole = wholeVectors(bytes);
  const count = <f32>columns;
  for (let row = begin; row < end; row++) {
    const offset = row * bytes;
    const from = x + offset;
    const gradient = dy + offset;
    const to = dx + offset;
    const mean = load<f32>(statistics + (row << 3));
    const reciprocal = load<f32>(statistics + (row << 3), 4);
    const means = f32x4.splat(mean);
    const reciprocals = f32x4.splat(reciprocal);
    let totals = f32x4.splat(0);
    let products = f32x4.splat(0);
    let i: usize = 0;
    for (; i < whole; i += 16) {
      const g = f32x4.mul(v128.load(gradient + i), v128.load(gamma + i));
      totals = f32x4.add(totals, g);
      products = addProduct4(products, g, f32x4.sub(v128.load(from + i), means));
    }
    let total = sum4(totals);
    let product = sum4(products);
    for (; i < bytes; i += 4) {
      const g = load<f32>(gradient + i) * load<f32>(gamma + i);
      total += g;
      product += g * (load<f32>(from + i) - mean);
    }
    const meanG = total / count;
    const slope = (product * reciprocal * reciprocal) / count;
    const means4 = f32x4.splat(meanG);
    const slopes = f32x4.splat(slope);
    for (i = 0; i < whole; i += 16) {
      const g = f32x4.mul(v128.load(gradient + i), v128.load(gamma + i));
      const shift = addProduct4(means4, f32x4.sub(v128.load(from + i), means), slopes);
      v128.store(to + i, f32x4.mul(reciprocals, f32x4.sub(g, shift)));
    }
    for (; i < bytes; i += 4) {
      const g = load<f32>(gradient + i) * load<f32>(gamma + i);
      store<f32>(to + i, reciprocal * (g - meanG - (load<f32>(from + i) - mean) * slope));
    }
  }
}

/** dγ = Σ dy x̂ and dβ = Σ dy over rows, columns `begin` … `end`. */
export function layerNormParameterGradients(
  dy: usize,
  x: usize,
  statistics: usize,
  dgamma: usize,
  dbeta: usize,
  rows: usize,
  columns: usize,
  begin: usize,
  end: usize,
): void {
  const bytes = columns << 2;
  const last = end << 2;
  let at = begin << 2;
  for (; at + STRIP <= last; at += STRIP) {
    let gammas0 = f32x4.splat(0);
    let gammas1 = f32x4.splat(0);
    let gammas2 = f32x4.splat(0);
    let gammas3 = f32x4.splat(0);
    let betas0 = f32x4.splat(0);
    let betas1 = f32x4.splat(0);
    let betas2 = f32x4.splat(0);
    let betas3 = f32x4.splat(0);
    let from = x + at;
    let gradient = dy + at;
    let statistic = statistics;
    for (let row: usize = 0; row < rows; row++) {
      const means = v128.load_splat<f32>(statistic);
      const reciprocals = v128.load_splat<f32>(statistic, 4);
      const g0 = v128.load(gradient);
      const g1 = v128.load(gradient, 16);
      const g2 = v128.load(gradient, 32);
      const g3 = v128.load(gradient, 48);
      gammas0 = addProduct4(gammas0, g0, f32x4.mul(f32x4.sub(v128.load(from), means), reciprocals));
      gammas1 = addProduct4(gammas1, g1, f32x4.mul(f32x4.sub(v128.load(from, 16), means), reciprocals));
      gammas2 = addProduct4(gammas2, g2, f32x4.mul(f32x4.sub(v128.load(from, 32), means), reciprocals));
      gammas3 = addProduct4(gammas3, g3, f32x4.mul(f32x4.sub(v128.load(from, 48), means), reciprocals));
      betas0 = f32x4.add(betas0, g0);
      betas1 = f32x4.add(betas1, g1);
      betas2 = f32x4.add(betas2, g2);
      betas3 = f32x4.add(betas3, g3);
      from += bytes;
      gradient += bytes;
      statistic += 8;
    }
    v128.store(dgamma + at, gammas0);
    v128.store(dgamma + at, gammas1, 16);
    v128.store(dgamma + at, gammas2, 32);
    v128.store(dgamma + at, gammas3, 48);
    v128.store(dbeta + at, betas0);
    v128.store(dbeta + at, betas1, 16);
    v128.store(dbeta + at, betas2, 32);
    v128.store(dbeta + at, betas3, 48);
  }
  for (; at < last; at += VECTOR) {
    const lanes = (last - at) >> 2;
    let gammas = f32x4.splat(0);
    let betas = f32x4.splat(0);
    let place = at;
    let statistic = statistics;
    for (let row: usize = 0; row < rows; row++) {
      const means = v128.load_splat<f32>(statistic);
      const reciprocals = v128.load_splat<f32>(statistic, 4);
      const g = loadLanes(dy + place, lanes);
      const normalised = f32x4.mul(f32x4.sub(loadLanes(x + place, lanes), means), reciprocals);
      gammas = addProduct4(gammas, g, normalised);
      betas = f32x4.add(betas, g);
      place += bytes;
      statistic += 8;
    }
    storeLanes(dgamma + at, gammas, lanes);
    storeLanes(dbeta + at, betas, lanes);
  }
}
