import type { Part } from '../../../worker/protocol';

/** @file What things are called in the Data view. */

export const PART_WORDS: Readonly<Record<Part, string>> = {
  train: 'Training',
  validation: 'Validation',
  test: 'Test',
};

export const number = (value: number): string => value.toLocaleString('en');

/** "1 image", "3 images". */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${number(count)} ${count === 1 ? one : many}`;
}
