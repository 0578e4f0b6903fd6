import type { BaselineName } from '../../../sweep/spec';
import type { ProbeName } from '../../../worker/protocol';

/** @file What things are called in the Sweep view. */

export const PROBE_WORDS: Readonly<Record<ProbeName, string>> = {
  linear: 'Linear classification',
  knn: 'kNN',
  segmentation: 'Segmentation',
  matching: 'Matching',
  semantic: 'Semantic matching',
  finetune: 'Fine-tuned classification',
  finetuneSegmentation: 'Fine-tuned segmentation',
};

export const BASELINE_HELP: Readonly<Record<BaselineName, string>> = {
  random: 'The same network before its first step.',
  pixels: 'No network: the pixels of each patch.',
  supervised: 'The same backbone, trained with labels for as many steps.',
};

/** "1 run", "3 runs". */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}
