/** Bytes of a float32 or int32 value. */
export const VALUE_BYTES = 4;

/** A tensor that a step holds. */
export interface EstimatedTensor {
  /** What it is, for people: "hidden layer of stage 2, block 3". */
  readonly name: string;
  readonly bytes: number;
  /** With which power of the batch it grows. */
  readonly batchPower: 0 | 1 | 2;
}

export function tensor(name: string, values: number, batchPower: 0 | 1 | 2 = 1): EstimatedTensor {
  return { name, bytes: values * VALUE_BYTES, batchPower };
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
