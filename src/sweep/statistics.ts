/** Several measurements of one thing. */
export interface Summary {
  readonly mean: number;
  /** Standard deviation of the sample (divided by n − 1); absent for a single measurement. */
  readonly sd?: number;
  readonly n: number;
}

/** `undefined` for no values. */
export function summarize(values: readonly number[]): Summary | undefined {
  const n = values.length;
  if (n === 0) return undefined;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  if (n === 1) return { mean, n };
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, sd: Math.sqrt(squares / (n - 1)), n };
}
