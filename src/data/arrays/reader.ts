import { quotedList } from '../../quoted';
import { defineReader, isImage, type FoundFile } from '../reader';
import { idxPairs } from './idxPairs';
import { npyPairs } from './npyPairs';
import { planArrays, type ArraysPlan } from './planArrays';
import { stl10Pairs } from './stl10';

/** Arrays of images and labels, of MNIST, STL-10 or NumPy, where there are more of them than of other images. */
export const arraysReader = defineReader<'arrays', ArraysPlan>({
  source: 'arrays',
  words: 'arrays of images',
  choices: [
    'IDX files of images and labels, as those of MNIST',
    'the binary files of STL-10',
    'a .npz file of NumPy',
  ],
  async claim(files, account) {
    const ofStl10 = stl10Pairs(files);
    const arrays = new Set([
      ...files.filter(isArray).map(({ file }) => file),
      ...ofStl10.flatMap((pair) => pair.files),
    ]);
    if (arrays.size <= files.filter(isImage).length) return undefined;
    const { pairs, others } = await npyPairs(files);
    const plan = planArrays([...idxPairs(files), ...ofStl10, ...pairs], files, account);
    if (plan !== undefined && others.length > 0) account.remark(`Arrays not used: ${quotedList(others)}.`);
    return plan;
  },
  load: async (plan, { account }, options) =>
    (await import('./loadArrays')).loadArrays(plan, account, options),
  loadHeldOut: async (plan, training, options) =>
    (await import('./loadArrays')).loadHeldOutArrays(plan, training, options),
});

function isArray({ identity: { kind } }: FoundFile): boolean {
  return kind.startsWith('idx-') || kind === 'npz' || kind === 'npy';
}
