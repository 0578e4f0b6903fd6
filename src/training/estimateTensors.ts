/** Bytes of a float32 or int32 value. */
export const VALUE_BYTES = 4;

/** A tensor that a step holds. */
export interface EstimatedTensor {
  /** What it is, for people: "hidden layer of stage 2, block 3". */
  readonly name: string;
  readonly bytes: number;
  /** With which power of the batch it grows. */
  readonly batchPower: 0 | 1 | 2;
  /** Whether the backward pass makes a gradient of its size, which lives until the pass ends. */
  readonly differentiated: boolean;
  /** Whether mixed precision stores it, and its gradient, as halves. */
  readonly halves: boolean;
}

/** A tensor that grows with the batch and gets a gradient, unless the options say otherwise. */
export function tensor(
  name: string,
  values: number,
  {
    batchPower = 1,
    differentiated = true,
    halves = false,
  }: Partial<Omit<EstimatedTensor, 'name' | 'bytes'>> = {},
): EstimatedTensor {
  return { name, bytes: values * VALUE_BYTES, batchPower, differentiated, halves };
}

/** What a fused op of the networks gives, rows of `width` values: halves in mixed precision where fours fill them. */
export function activation(
  name: string,
  rows: number,
  width: number,
  options: Partial<Pick<EstimatedTensor, 'differentiated'>> = {},
): EstimatedTensor {
  return tensor(name, rows * width, { ...options, halves: width % 4 === 0 });
}

/** The tensor as mixed precision stores it. */
export function inMixedPrecision(estimated: EstimatedTensor): EstimatedTensor {
  return estimated.halves ? { ...estimated, bytes: estimated.bytes / 2 } : estimated;
}

export function sumBytes(tensors: Iterable<EstimatedTensor>): number {
  let total = 0;
  for (const { bytes } of tensors) total += bytes;
  return total;
}

/** The largest of some tensors; `undefined` when there is none. */
export function largestTensor(tensors: Iterable<EstimatedTensor>): EstimatedTensor | undefined {
  let largest: EstimatedTensor | undefined;
  for (const candidate of tensors) {
    if (largest === undefined || candidate.bytes > largest.bytes) largest = candidate;
  }
  return largest;
}
