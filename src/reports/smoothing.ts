/**
 * Exponential moving average without its bias towards the start: each value is the weighted mean of all values so far,
 * weights falling by `weight` per point (as Adam's bias correction does it).
 *
 * @param weight 0 returns the values as they are, towards 1 smooths more
 * @returns as many values; where `values` is not finite it is NaN and the average goes on behind the gap
 */
export function debiasedAverage(values: Float64Array, weight: number): Float64Array {
  const smooth = new Float64Array(values.length);
  let [sum, mass] = [0, 0];
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (!Number.isFinite(value)) {
      smooth[i] = Number.NaN;
      continue;
    }
    sum = weight * sum + (1 - weight) * value;
    mass = weight * mass + (1 - weight);
    smooth[i] = sum / mass;
  }
  return smooth;
}
