import { defineReader, isImage } from '../reader';
import { idxPairs } from './idxPairs';
import { planArrays, type ArraysPlan } from './planArrays';
import { stl10Pairs } from './stl10';

/** Arrays of images and labels: IDX files, as of MNIST, and STL-10's, where there are more of them than of other images. */
export const arraysReader = defineReader<'arrays', ArraysPlan>({
  source: 'arrays',
  words: 'arrays of images',
  choices: ['IDX files of images and labels, as those of MNIST', 'the binary files of STL-10'],
  claim(files, account) {
    const pairs = [...idxPairs(files), ...stl10Pairs(files)];
    const arrays = new Set(pairs.flatMap((pair) => pair.files));
    return arrays.size > files.filter(isImage).length ? planArrays(pairs, files, account) : undefined;
  },
  load: async (plan, { account }, options) =>
    (await import('./loadArrays')).loadArrays(plan, account, options),
  loadHeldOut: async (plan, training, options) =>
    (await import('./loadArrays')).loadHeldOutArrays(plan, training, options),
});
