import { loadLanes, storeLanes, VECTOR } from './vector';

/**
 * @file Normalisation of the columns of `[rows, columns]` with the statistics of these rows, four columns at a time. Sums are
 * float64: a channel's mean is often large against what its values differ by, and gradients through it cancel.
 */

/** The first two of four float32 values as float64. */
function lowOf(v: v128): v128 {
  return f64x2.promote_low_f32x4(v);
}

/** The last two. */
function highOf(v: v128): v128 {
  return f64x2.promote_low_f32x4(i64x2.shuffle(v, v, 1, 1));
}

/** Four float32 values of two and two float64. */
function rounded(low: v128, high: v128): v128 {
  return i64x2.shuffle(f32x4.demote_f64x2_zero(low), f32x4.demote_f64x2_zero(high), 0, 2);
}

/** Columns from `at` on, four or as many as there are before `last`. */
function lanesAt(at: usize, last: usize): usize {
  return min(last - at, VECTOR) >> 2;
}

/** Mean and biased variance, columns `begin` … `end`. */
export function batchStatistics(
  x: usize,
  mean: usize,
  variance: usize,
  rows: usize,
  columns: usize,
  begin: usize,
  end: usize,
): void {
  const bytes = columns << 2;
  const last = end << 2;
  const counts = f64x2.splat(<f64>rows);
  for (let at = begin << 2; at < last; at += VECTOR) {
    const lanes = lanesAt(at, last);
    let low = f64x2.splat(0);
    let high = f64x2.splat(0);
    let from = x + at;
    for (let row: usize = 0; row < rows; row++) {
      const values = loadLanes(from, lanes);
      low = f64x2.add(low, lowOf(values));
      high = f64x2.add(high, highOf(values));
      from += bytes;
    }
    const lowCentre = f64x2.div(low, counts);
    const highCentre = f64x2.div(high, counts);
    low = f64x2.splat(0);
    high = f64x2.splat(0);
    from = x + at;
    for (let row: usize = 0; row < rows; row++) {
      const values = loadLanes(from, lanes);
      const lowCentred = f64x2.sub(lowOf(values), lowCentre);
      const highCentred = f64x2.sub(highOf(values), highCentre);
      low = f64x2.add(low, f64x2.mul(lowCentred, lowCentred));
      high = f64x2.add(high, f64x2.mul(highCentred, highCentred));
      from += bytes;
    }
    storeLanes(mean + at, rounded(lowCentre, highCentre), lanes);
    storeLanes(variance + at, rounded(f64x2.div(low, counts), f64x2.div(high, counts)), lanes);
  }
}

/** 1 / √(variance + ε) */
function reciprocalsOf(variance: v128, eps: f32): v128 {
  return f32x4.div(f32x4.splat(1), f32x4.sqrt(f32x4.add(variance, f32x4.splat(eps))));
}

/** (x − mean) / √(variance + ε) · γ + β, and a ReLU if `relu`, columns `begin` … `end`. */
export function batchNorm(
  x: usize,
  gamma: usize,
  beta: usize,
  mean: usize,
  variance: usize,
  y: usize,
  rows: usize,
  columns: usize,
  eps: f32,
  relu: i32,
  begin: usize,
  end: usize,
): void {
  const bytes = columns << 2;
  const last = end << 2;
  const zeros = f32x4.splat(0);
  for (let at = begin << 2; at < last; at += VECTOR) {
    const lanes = lanesAt(at, last);
    const reciprocals = reciprocalsOf(loadLanes(variance + at, lanes), eps);
    const centres = loadLanes(mean + at, lanes);
    const slopes = loadLanes(gamma + at, lanes);
    const shifts = loadLanes(beta + at, lanes);
    let offset = at;
    for (let row: usize = 0; row < rows; row++) {
      const normalised = f32x4.mul(f32x4.sub(loadLanes(x + offset, lanes), centres), reciprocals);
      const values = f32x4.add(f32x4.mul(normalised, slopes), shifts);
      storeLanes(y + offset, relu == 0 ? values : v128.andnot(values, f32x4.lt(values, zeros)), lanes);
      offset += bytes;
    }
  }
}

/** dγ, dβ and dx of columns `begin` … `end`; the sign before the ReLU is computed anew. */
export function batchNormGradients(
  dy: usize,
  x: usize,
  gamma: usize,
  beta: usize,
  mean: usize,
  variance: usize,
  dx: usize,
  dgamma: usize,
  dbeta: usize,
  rows: usize,
  columns: usize,
  eps: f32,
  relu: i32,
  begin: usize,
  end: usize,
): void {
  const bytes = columns << 2;
  const last = end << 2;
  const zeros = f32x4.splat(0);
  const counts = f64x2.splat(<f64>rows);
  for (let at = begin << 2; at < last; at += VECTOR) {
    const lanes = lanesAt(at, last);
    const reciprocals = reciprocalsOf(loadLanes(variance + at, lanes), eps);
    const centres = loadLanes(mean + at, lanes);
    const slopes = loadLanes(gamma + at, lanes);
    const shifts = loadLanes(beta + at, lanes);
    let lowScale = f64x2.splat(0);
    let highScale = f64x2.splat(0);
    let lowShift = f64x2.splat(0);
    let highShift = f64x2.splat(0);
    let offset = at;
    for (let row: usize = 0; row < rows; row++) {
      const normalised = f32x4.mul(f32x4.sub(loadLanes(x + offset, lanes), centres), reciprocals);
      let g = loadLanes(dy + offset, lanes);
      if (relu != 0) g = v128.and(g, f32x4.gt(f32x4.add(f32x4.mul(normalised, slopes), shifts), zeros));
      const low = lowOf(g);
      const high = highOf(g);
      lowScale = f64x2.add(lowScale, f64x2.mul(low, lowOf(normalised)));
      highScale = f64x2.add(highScale, f64x2.mul(high, highOf(normalised)));
      lowShift = f64x2.add(lowShift, low);
      highShift = f64x2.add(highShift, high);
      offset += bytes;
    }
    const meanScales = rounded(f64x2.div(lowScale, counts), f64x2.div(highScale, counts));
    const meanShifts = rounded(f64x2.div(lowShift, counts), f64x2.div(highShift, counts));
    const factors = f32x4.mul(slopes, reciprocals);
    offset = at;
    for (let row: usize = 0; row < rows; row++) {
      const normalised = f32x4.mul(f32x4.sub(loadLanes(x + offset, lanes), centres), reciprocals);
      let g = loadLanes(dy + offset, lanes);
      if (relu != 0) g = v128.and(g, f32x4.gt(f32x4.add(f32x4.mul(normalised, slopes), shifts), zeros));
      const common = f32x4.add(meanShifts, f32x4.mul(normalised, meanScales));
      storeLanes(dx + offset, f32x4.mul(factors, f32x4.sub(g, common)), lanes);
      offset += bytes;
    }
    storeLanes(dgamma + at, rounded(lowScale, highScale), lanes);
    storeLanes(dbeta + at, rounded(lowShift, highShift), lanes);
  }
}
