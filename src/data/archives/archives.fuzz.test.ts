import fc from 'fast-check';
import { gzipSync, zipSync } from 'fflate';
import { packTar } from 'modern-tar';
import { beforeAll, expect, it } from 'vitest';
import { FUZZ_RUNS, FUZZ_TIMEOUT } from '../../testing/fuzzRuns';
import { mutated, mutations } from '../../testing/mutations';
import { valueOrFailureOf } from '../../testing/valueOrFailure';
import { idxFile } from '../arrays/testing/idxFile';
import { planData } from '../planData';
import { memoryFile } from '../sourceFile';

const options = { size: 0, decode: () => Promise.reject(new Error('no image here')) };
const FILES = {
  'set/x-images': idxFile([3, 9, 9], (at) => at % 256),
  'set/x-labels': idxFile([3], (at) => at),
  'set/notes.txt': new TextEncoder().encode('words '.repeat(30)),
};
const archives: Uint8Array[] = [zipSync(FILES), zipSync(FILES, { level: 0 })];

beforeAll(async () => {
  const entries = Object.entries(FILES);
  const tar = await packTar(entries.map(([name, body]) => ({ header: { name, size: body.length }, body })));
  archives.push(tar, gzipSync(tar));
});

it.each(['deflated zip', 'stored zip', 'tar', 'tar.gz'].map((words, index) => [words, index] as const))(
  'mutations of a %s are read as whole images or refused, never with another error',
  async (_, index) => {
    await fc.assert(
      fc.asyncProperty(mutations, async (edits) => {
        const file = memoryFile('set', mutated(archives[index]!, edits));
        const set = await valueOrFailureOf(async () => (await planData('set', [file])).load(options));
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
