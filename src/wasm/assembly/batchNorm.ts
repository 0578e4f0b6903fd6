import { clearColumns } from './columnSums';

/** @file Normalisation of the columns of `[rows, columns]` with the statistics of these rows. */

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
  const first = begin << 2;
  const last = end << 2;
  const count = <f32>rows;
  clearColumns(mean, begin, end);
  clearColumns(variance, begin, end);
  for (let row: usize = 0; row < rows; row++)
    for (let at = first; at < last; at += 4)
      store<f32>(mean + at, load<f32>(mean + at) + load<f32>(x + row * bytes + at));
  for (let at = first; at < last; at += 4) store<f32>(mean + at, load<f32>(mean + at) / count);
  for (let row: usize = 0; row < rows; row++)
    for (let at = first; at < last; at += 4) {
      const centred = load<f32>(x + row * bytes + at) - load<f32>(mean + at);
      store<f32>(variance + at, load<f32>(variance + at) + centred * centred);
    }
  for (let at = first; at < last; at += 4) store<f32>(variance + at, load<f32>(variance + at) / count);
}

/** (x − mean) / √(variance + ε) · γ + β, and a ReLU if `relu`, rows `begin` … `end`. */
export function batchNorm(
  x: usize,
  gamma: usize,
  beta: usize,
  mean: usize,
  variance: usize,
  y: usize,
  columns: usize,
  eps: f32,
  relu: i32,
  begin: usize,
  end: usize,
): void {
  const bytes = columns << 2;
  for (let at: usize = 0; at < bytes; at += 4) {
    const scale: f32 = load<f32>(gamma + at) / sqrt<f32>(load<f32>(variance + at) + eps);
    const centre = load<f32>(mean + at);
    const shift = load<f32>(beta + at);
    for (let row = begin; row < end; row++) {
      const value = (load<f32>(x + row * bytes + at) - centre) * scale + shift;
      store<f32>(y + row * bytes + at, relu != 0 && value < 0 ? 0 : value);
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
  const count = <f32>rows;
  for (let at = begin << 2; at < last; at += 4) {
    const reciprocal: f32 = 1 / sqrt<f32>(load<f32>(variance + at) + eps);
    const centre = load<f32>(mean + at);
    const slope = load<f32>(gamma + at);
    const shift = load<f32>(beta + at);
    let scaleSum: f32 = 0;
    let shiftSum: f32 = 0;
    for (let row: usize = 0; row < rows; row++) {
      const normalised = (load<f32>(x + row * bytes + at) - centre) * reciprocal;
      if (relu != 0 && normalised * slope + shift <= 0) continue;
      const g = load<f32>(dy + row * bytes + at);
      scaleSum += g * normalised;
      shiftSum += g;
    }
    for (let row: usize = 0; row < rows; row++) {
      const normalised = (load<f32>(x + row * bytes + at) - centre) * reciprocal;
      const open = relu == 0 || normalised * slope + shift > 0;
      const g: f32 = open ? load<f32>(dy + row * bytes + at) : 0;
      store<f32>(dx + row * bytes + at, slope * reciprocal * (g - (shiftSum + normalised * scaleSum) / count));
    }
    store<f32>(dgamma + at, scaleSum);
    store<f32>(dbeta + at, shiftSum);
  }
}
