import fc from 'fast-check';
import { gzipSync } from 'fflate';
import { packTar } from 'modern-tar';
import { beforeAll, expect, it } from 'vitest';
import { FUZZ_RUNS, FUZZ_TIMEOUT } from '../../testing/fuzzRuns';
import { mutated, mutations } from '../../testing/mutations';
import { valueOrFailureOf } from '../../testing/valueOrFailure';
import { planData } from '../planData';
import { memoryFile } from '../sourceFile';
import { PYTHON } from './testing/pythonVersion';

const RECORD = 1 + 3 * 32 * 32;
const BINARY = Uint8Array.from({ length: 3 * RECORD }, (_, i) => (i % RECORD === 0 ? i % 10 : i % 256));
const options = { size: 0, decode: () => Promise.reject(new Error('no image here')) };

type Files = readonly (readonly [path: string, bytes: Uint8Array])[];
const SETS: [words: string, files: Files][] = [
  ['CIFAR’s binary version', [['data_batch_1.bin', BINARY]]],
  ['CIFAR’s Python version', Object.entries(PYTHON)],
];

beforeAll(async () => {
  const entries = Object.entries(PYTHON);
  const tar = await packTar(entries.map(([name, body]) => ({ header: { name, size: body.length }, body })));
  SETS.push(['an archive', [['cifar-10-python.tar.gz', gzipSync(tar)]]], ['a tar', [['cifar.tar', tar]]]);
});

it.each([0, 1, 2, 3])(
  'mutations of CIFAR, version %i, are read as whole images or refused, never with another error',
  async (version) => {
    const [, files] = SETS[version]!;
    await fc.assert(
      fc.asyncProperty(fc.nat(files.length - 1), mutations, async (index, edits) => {
        const changed = files.map(([path, bytes], at) =>
          memoryFile(path, at === index ? mutated(bytes, edits) : bytes),
        );
        const set = await valueOrFailureOf(async () => (await planData('cifar', changed)).load(options));
        if (set === undefined) return;
        expect(set.images.length).toBe(set.count * set.height * set.width * 3);
        const classes = set.classNames!.length;
        expect(set.labels!.every((label) => label < classes)).toBe(true);
      }),
      { numRuns: FUZZ_RUNS },
    );
  },
  FUZZ_TIMEOUT,
);
