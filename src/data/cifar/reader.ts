import { defineReader, isImage, type FoundFile } from '../reader';
import { splitPath } from '../sourceFile';
import { planCifar, type CifarPlan } from './planCifar';

const BATCH = /^(data_batch_\d+|test_batch|train|test)\.bin$/i;

/** Batches of CIFAR-10 or CIFAR-100, of the binary or the Python version, where there are as many of them as of images. */
export const cifarReader = defineReader<'cifar10', CifarPlan>({
  source: 'cifar10',
  words: 'CIFAR batches',
  choices: ['the batch files of CIFAR-10 or CIFAR-100'],
  claim(files, account) {
    const images = files.filter(isImage);
    const batches = files.filter(isBatch);
    if (batches.length === 0 || batches.length < images.length) return undefined;
    const others = files.filter((found) => !isImage(found) && !isBatch(found));
    return planCifar(
      batches,
      [...images, ...others].map(({ file }) => file),
      account,
    );
  },
  load: async (plan, { account }, options) => (await import('./loadCifar')).loadCifar(plan, account, options),
  loadHeldOut: async (plan, training, options) =>
    (await import('./loadCifar')).loadTestBatch(plan, training, options),
});

/** By what it holds; a damaged one by its name, so that what reads it can say what is wrong with it. */
function isBatch({ file, identity }: FoundFile): boolean {
  switch (identity.kind) {
    case 'cifar-binary':
    case 'cifar-python':
      return true;
    case 'unknown':
    case 'empty':
      return BATCH.test(splitPath(file.path).name);
    default:
      return false;
  }
}
