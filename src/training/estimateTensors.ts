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
}

/** A tensor that grows with the batch and gets a gradient, unless the options say otherwise. */
export function tensor(
  name: string,
  values: number,
  {
    batchPower = 1,
    differentiated = true,
  }: Partial<Pick<EstimatedTensor, 'batchPower' | 'differentiated'>> = {},
): EstimatedTensor {
  return { name, bytes: values * VALUE_BYTES, batchPower, differentiated };
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
