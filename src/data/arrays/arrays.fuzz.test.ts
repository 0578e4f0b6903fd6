import fc from 'fast-check';
import { gzipSync, zipSync } from 'fflate';
import { expect, it } from 'vitest';
import { STL10_IMAGE } from '../../formats/stl10';
import { FUZZ_RUNS, FUZZ_TIMEOUT } from '../../testing/fuzzRuns';
import { mutated, mutations } from '../../testing/mutations';
import { valueOrFailureOf } from '../../testing/valueOrFailure';
import { planData } from '../planData';
import { memoryFile } from '../sourceFile';
import { idxFile } from './testing/idxFile';
import { npyFile } from './testing/npyFile';

const options = { size: 0, decode: () => Promise.reject(new Error('no image here')) };
type Files = readonly (readonly [path: string, bytes: Uint8Array])[];

const IDX: Files = [
  ['x-images', idxFile([3, 9, 9], (at) => at % 256)],
  ['x-labels', idxFile([3], (at) => at)],
];
const ARRAYS = {
  'x_train.npy': npyFile(
    '<f4',
    [3, 9, 9],
    Float32Array.from({ length: 243 }, (_, at) => at / 243),
  ),
  'y_train.npy': npyFile('<i8', [3], BigInt64Array.of(0n, 1n, 2n)),
  'x_test.npy': npyFile('|u1', [2, 3, 9, 9], new Uint8Array(486), true),
};
const SETS: Readonly<Record<string, Files>> = {
  'IDX files': IDX,
  'gzipped IDX files': IDX.map(([path, bytes]) => [path, gzipSync(bytes)]),
  'NumPy’s arrays': Object.entries(ARRAYS),
  'a .npz file': [['set.npz', zipSync(ARRAYS)]],
  'a stored .npz file': [['set.npz', zipSync(ARRAYS, { level: 0 })]],
  'STL-10': [
    ['train_X.bin', Uint8Array.from({ length: 16 * STL10_IMAGE }, (_, at) => at % 256)],
    ['train_y.bin', Uint8Array.from({ length: 16 }, (_, at) => 1 + (at % 10))],
  ],
};

it.each(Object.keys(SETS))(
  'mutations of %s are read as whole images or refused, never with another error',
  async (kind) => {
    const files = SETS[kind]!;
    await fc.assert(
      fc.asyncProperty(fc.nat(files.length - 1), mutations, fc.nat(4), async (index, edits, limit) => {
        const changed = files.map(([path, bytes], at) =>
          memoryFile(path, at === index ? mutated(bytes, edits) : bytes),
        );
        const set = await valueOrFailureOf(async () => {
          const plan = await planData('arrays', changed);
          const training = await plan.load({ ...options, limit });
          await plan.loadHeldOut(training, options);
          return training;
        });
        if (set === undefined) return;
        expect(set.images.length).toBe(set.count * set.height * set.width * 3);
        const classes = set.classNames?.length ?? 0;
        expect((set.labels ?? []).every((label) => label < classes)).toBe(true);
      }),
      { numRuns: FUZZ_RUNS },
    );
  },
  FUZZ_TIMEOUT,
);
