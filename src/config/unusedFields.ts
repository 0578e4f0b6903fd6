import { describeConfig, type FieldDescription } from './describe';
import type { RunConfig } from './runConfig';

/** Fields that a source of images does not use. */
const BY_SOURCE: Readonly<Record<string, readonly string[]>> = {
  synthetic: ['data.limit', 'data.fit', 'data.ignoreClass'],
  cifar10: ['data.size', 'data.count', 'data.seed', 'data.fit', 'data.ignoreClass'],
  images: ['data.count', 'data.seed'],
  arrays: ['data.size', 'data.count', 'data.seed', 'data.fit', 'data.ignoreClass'],
};

/** Fields that an optimiser does not use. */
const BY_OPTIMIZER: Readonly<Record<string, readonly string[]>> = {
  adamw: ['optim.momentum', 'optim.eta'],
  lars: ['optim.beta1', 'optim.beta2'],
};

/** The first group always holds the two global views, so their number is no choice. */
const NEVER: readonly string[] = ['views.crops.0.count'];

/** The fields of `config` without those that do nothing with its source and its optimiser. */
export function usedFields(config: RunConfig): FieldDescription[] {
  const { data, optim } = config;
  const unused = [...NEVER, ...(BY_SOURCE[data.source] ?? []), ...(BY_OPTIMIZER[optim.optimizer] ?? [])];
  return describeConfig(config).filter(({ path }) => !unused.includes(path));
}
