import { defineReader, isImage } from '../reader';
import { planArrays, type ArraysPlan } from './planArrays';

/** Arrays of images and labels in IDX files, as of MNIST, where there are more of them than of other images. */
export const arraysReader = defineReader<'arrays', ArraysPlan>({
  source: 'arrays',
  words: 'arrays of images',
  choices: ['IDX files of images and labels, as those of MNIST'],
  claim(files, account) {
    const arrays = files.filter(({ identity }) => identity.kind.startsWith('idx-'));
    return arrays.length > files.filter(isImage).length ? planArrays(files, account) : undefined;
  },
  load: async (plan, { account }) => (await import('./loadArrays')).loadArrays(plan, account),
  loadHeldOut: async (plan, training) => (await import('./loadArrays')).loadTestArrays(plan, training),
});
