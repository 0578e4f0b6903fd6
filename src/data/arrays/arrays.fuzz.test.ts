import fc from 'fast-check';
import { gzipSync } from 'fflate';
import { expect, it } from 'vitest';
import { FUZZ_RUNS, FUZZ_TIMEOUT } from '../../testing/fuzzRuns';
import { mutated, mutations } from '../../testing/mutations';
import { valueOrFailureOf } from '../../testing/valueOrFailure';
import { planData } from '../planData';
import { memoryFile } from '../sourceFile';
import { idxFile } from './testing/idxFile';

const options = { size: 0, decode: () => Promise.reject(new Error('no image here')) };
const FILES = [
  ['x-images', idxFile([3, 9, 9], (at) => at % 256)],
  ['x-labels', idxFile([3], (at) => at)],
] as const;

it.each(['plain', 'gzipped'])(
  'mutations of IDX files, %s, are read as whole images or refused, never with another error',
  async (form) => {
    await fc.assert(
      fc.asyncProperty(fc.nat(FILES.length - 1), mutations, async (index, edits) => {
        const changed = FILES.map(([path, bytes], at) => {
          const file = form === 'plain' ? bytes : gzipSync(bytes);
          return memoryFile(path, at === index ? mutated(file, edits) : file);
        });
        const set = await valueOrFailureOf(async () => (await planData('arrays', changed)).load(options));
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
