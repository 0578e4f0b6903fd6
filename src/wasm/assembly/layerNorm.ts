import { activate, RELU } from './activation';
import { clearColumns } from './columnSums';
import { addProduct4, sum4, wholeVectors } from './vector';

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
  clearColumns(dgamma, begin, end);
  clearColumns(dbeta, begin, end);
  const bytes = columns << 2;
  const last = end << 2;
  for (let row: usize = 0; row < rows; row++) {
    const mean = load<f32>(statistics);
    const reciprocal = load<f32>(statistics, 4);
    const means = f32x4.splat(mean);
    const reciprocals = f32x4.splat(reciprocal);
    let at = begin << 2;
    for (; at + 16 <= last; at += 16) {
      const g = v128.load(dy + at);
      const normalised = f32x4.mul(f32x4.sub(v128.load(x + at), means), reciprocals);
      v128.store(dgamma + at, addProduct4(v128.load(dgamma + at), g, normalised));
      v128.store(dbeta + at, f32x4.add(v128.load(dbeta + at), g));
    }
    for (; at < last; at += 4) {
      const g = load<f32>(dy + at);
      store<f32>(dgamma + at, load<f32>(dgamma + at) + g * (load<f32>(x + at) - mean) * reciprocal);
      store<f32>(dbeta + at, load<f32>(dbeta + at) + g);
    }
    dy += bytes;
    x += bytes;
    statistics += 8;
  }
}
