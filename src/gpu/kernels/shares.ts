import { util, type TensorInfo } from '@tensorflow/tfjs-core';

/** Where in a tensor a program leaves its shares of some terms, which another one adds up. */
export interface Shares {
  readonly tensor: TensorInfo;
  readonly first: number;
}

/** The part of the tensor that so many shares are: what a program moves of it. */
export function shareOf({ tensor }: Shares, count: number): number {
  return count / util.sizeFromShape(tensor.shape);
}
