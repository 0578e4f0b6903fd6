import { expOfNegative } from './exponential';
import { sum4, wholeVectors } from './vector';

/** @file Softmax cross entropy of each row of logits `[rows, columns]`, and its gradient. */

/** A vector of the values before `bytes`, from `i` on; its other lanes are so small that e^lane is nothing. */
function lastVector(from: usize, i: usize, bytes: usize): v128 {
  let v = f32x4.splat(-1e30);
  v = f32x4.replace_lane(v, 0, load<f32>(from + i));
  if (i + 4 < bytes) v = f32x4.replace_lane(v, 1, load<f32>(from + i + 4));
  if (i + 8 < bytes) v = f32x4.replace_lane(v, 2, load<f32>(from + i + 8));
  return v;
}

/** Stores the lanes of a `lastVector`. */
function storeLast(to: usize, i: usize, bytes: usize, v: v128): void {
  store<f32>(to + i, f32x4.extract_lane(v, 0));
  if (i + 4 < bytes) store<f32>(to + i + 4, f32x4.extract_lane(v, 1));
  if (i + 8 < bytes) store<f32>(to + i + 8, f32x4.extract_lane(v, 2));
}

function largest(from: usize, bytes: usize): f32 {
  let most = load<f32>(from);
  for (let i: usize = 4; i < bytes; i += 4) most = max(most, load<f32>(from + i));
  return most;
}

/**
 * Of each row, Σ e^(logit − largest) and its own class's logit − largest, `[rows, 2]`: the loss is the logarithm of the
 * first, less the second. With them the gradient by the logits, times `scale`. In rows whose class is none of the columns
 * loss and gradient are 0.
 * Rows `begin` … `end`.
 *
 * @param gradient 0 where none is wanted.
 */
export function pixelEntropy(
  logits: usize,
  classes: usize,
  parts: usize,
  gradient: usize,
  columns: i32,
  scale: f32,
  begin: usize,
  end: usize,
): void {
  const bytes = (<usize>columns) << 2;
  const whole = wholeVectors(bytes);
  for (let row = begin; row < end; row++) {
    const from = logits + row * bytes;
    const to = gradient == 0 ? 0 : gradient + row * bytes;
    const label = load<i32>(classes + (row << 2));
    if (label < 0 || label >= columns) {
      store<f32>(parts + (row << 3), 1);
      store<f32>(parts + (row << 3), 0, 4);
      if (to != 0) memory.fill(to, 0, bytes);
      continue;
    }
    const most = largest(from, bytes);
    const mosts = f32x4.splat(most);
    let totals = f32x4.splat(0);
    let i: usize = 0;
    for (; i < whole; i += 16) {
      const e = expOfNegative(f32x4.sub(v128.load(from + i), mosts));
      totals = f32x4.add(totals, e);
      if (to != 0) v128.store(to + i, e);
    }
    if (i < bytes) {
      const e = expOfNegative(f32x4.sub(lastVector(from, i, bytes), mosts));
      totals = f32x4.add(totals, e);
      if (to != 0) storeLast(to, i, bytes, e);
    }
    const total = sum4(totals);
    store<f32>(parts + (row << 3), total);
    store<f32>(parts + (row << 3), load<f32>(from + (label << 2)) - most, 4);
    if (to == 0) continue;
    const factor = scale / total;
    const factors = f32x4.splat(factor);
    for (i = 0; i < whole; i += 16) v128.store(to + i, f32x4.mul(v128.load(to + i), factors));
    for (; i < bytes; i += 4) store<f32>(to + i, load<f32>(to + i) * factor);
    const own = to + (label << 2);
    store<f32>(own, load<f32>(own) - scale);
  }
}
