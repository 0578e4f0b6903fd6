/**
 * @file Normalisation of the columns of `[rows, columns]` with the statistics of these rows. Sums are float64: a channel's
 * mean is often large against what its values differ by, and gradients through it cancel.
 */

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
  const count = <f64>rows;
  for (let at = begin << 2; at < last; at += 4) {
    let total: f64 = 0;
    let from = x + at;
    for (let row: usize = 0; row < rows; row++) {
      total += <f64>load<f32>(from);
      from += bytes;
    }
    const centre = total / count;
    let squares: f64 = 0;
    from = x + at;
    for (let row: usize = 0; row < rows; row++) {
      const centred = <f64>load<f32>(from) - centre;
      squares += centred * centred;
      from += bytes;
    }
    store<f32>(mean + at, <f32>centre);
    store<f32>(variance + at, <f32>(squares / count));
  }
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
  for (let at = begin << 2; at < last; at += 4) {
    const reciprocal: f32 = 1 / sqrt<f32>(load<f32>(variance + at) + eps);
    const centre = load<f32>(mean + at);
    const slope = load<f32>(gamma + at);
    const shift = load<f32>(beta + at);
    let offset = at;
    for (let row: usize = 0; row < rows; row++) {
      const value = (load<f32>(x + offset) - centre) * reciprocal * slope + shift;
      store<f32>(y + offset, relu != 0 && value < 0 ? 0 : value);
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
  for (let at = begin << 2; at < last; at += 4) {
    const reciprocal: f32 = 1 / sqrt<f32>(load<f32>(variance + at) + eps);
    const centre = load<f32>(mean + at);
    const slope = load<f32>(gamma + at);
    const shift = load<f32>(beta + at);
    let scaleSum: f64 = 0;
    let shiftSum: f64 = 0;
    let offset = at;
    for (let row: usize = 0; row < rows; row++) {
      const normalised = (load<f32>(x + offset) - centre) * reciprocal;
      if (relu == 0 || normalised * slope + shift > 0) {
        const g = <f64>load<f32>(dy + offset);
        scaleSum += g * <f64>normalised;
        shiftSum += g;
      }
      offset += bytes;
    }
    const meanScale = <f32>(scaleSum / <f64>rows);
    const meanShift = <f32>(shiftSum / <f64>rows);
    offset = at;
    for (let row: usize = 0; row < rows; row++) {
      const normalised = (load<f32>(x + offset) - centre) * reciprocal;
      const isOpen = relu == 0 || normalised * slope + shift > 0;
      const g: f32 = isOpen ? load<f32>(dy + offset) : 0;
      store<f32>(dx + offset, slope * reciprocal * (g - (meanShift + normalised * meanScale)));
      offset += bytes;
    }
    store<f32>(dgamma + at, <f32>scaleSum);
    store<f32>(dbeta + at, <f32>shiftSum);
  }
}
