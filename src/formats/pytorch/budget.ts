import { bad } from './bad';

/**
 * Memory that reading a checkpoint may take. It is taken before it is allocated, so that a small file cannot claim all
 * memory.
 */
export class Budget {
  private left: number;
  private readonly fileBytes: number;

  constructor(bytes: number, fileBytes: number) {
    this.left = bytes;
    this.fileBytes = fileBytes;
  }

  /** @throws {Failure} `checkpoint_bad_size` once more is taken than there was */
  take(bytes: number): void {
    this.left -= bytes;
    if (this.left < 0) {
      throw bad(
        'size',
        `What the checkpoint describes is far larger than its ${this.fileBytes} bytes can hold.`,
      );
    }
  }
}

const MEBIBYTE = 2 ** 20;

/** For the copies of tensors: views of a storage may overlap, so that they can be larger than the file. */
export function dataBudget(fileBytes: number): Budget {
  return new Budget(Math.max(4 * MEBIBYTE, 4 * fileBytes), fileBytes);
}

/** For everything else: containers, their items, texts. No model needs more than a few megabytes. */
export function objectBudget(fileBytes: number): Budget {
  return new Budget(Math.min(16 * MEBIBYTE + 4 * fileBytes, 128 * MEBIBYTE), fileBytes);
}

/** What values take, in bytes, roughly as JavaScript engines keep them. */
export const COST = {
  dict: 200,
  entry: 48,
  list: 32,
  item: 8,
  text: 32,
  bytes: 128,
  object: 64,
  memo: 40,
  storage: 128,
  tensor: 512,
} as const;
