import type { Part } from '../../../worker/protocol';

/** @file What things are called in the Data view. */

export const PART_WORDS: Readonly<Record<Part, string>> = {
  train: 'Training',
  validation: 'Validation',
  test: 'Test',
};

export const number = (value: number): string => value.toLocaleString('en');
