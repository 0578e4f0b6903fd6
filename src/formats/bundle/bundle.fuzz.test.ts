import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { unzipSync, zipSync } from 'fflate';
import { expect, it } from 'vitest';
import { FUZZ_RUNS, FUZZ_TIMEOUT } from '../../testing/fuzzRuns';
import { mutated, mutations } from '../../testing/mutations';
import { valueOrFailure } from '../../testing/valueOrFailure';
import { readBundle } from './readBundle';
import { tinyBundle } from './testing/tinyBundle';
import { writeBundle } from './writeBundle';

const FILES = [
  new Uint8Array(readFileSync(new URL('fixtures/version1.zip', import.meta.url))),
  writeBundle(tinyBundle()),
];

/** What is taken can be written again, and gives the same run. */
function expectWhole(file: Uint8Array): void {
  const run = valueOrFailure(() => readBundle(file));
  if (run !== undefined) expect(readBundle(writeBundle(run))).toEqual(run);
}

it(
  'mutations of a bundle are read or refused, never with another error',
  () => {
    fc.assert(
      fc.property(fc.constantFrom(...FILES), mutations, (file, edits) => expectWhole(mutated(file, edits))),
      { numRuns: FUZZ_RUNS },
    );
  },
  FUZZ_TIMEOUT,
);

it(
  'mutations of the files in a bundle are read or refused, never with another error',
  () => {
    const parts = unzipSync(FILES[1]!);
    const read = Object.keys(parts).filter((name) => /json|matches/.test(name));
    fc.assert(
      fc.property(fc.constantFrom(...read), mutations, (name, edits) => {
        const bytes = mutated(parts[name]!, edits);
        // The manifest knows of the new size, so that what lies behind it is reached.
        const manifest = JSON.parse(new TextDecoder().decode(parts['manifest.json'])) as {
          files: { name: string; bytes: number }[];
        };
        for (const file of manifest.files) if (file.name === name) file.bytes = bytes.length;
        const told = new TextEncoder().encode(JSON.stringify(manifest));
        expectWhole(zipSync({ ...parts, 'manifest.json': told, [name]: bytes }, { level: 1 }));
      }),
      // Each packs and reads a whole bundle.
      { numRuns: Math.ceil(FUZZ_RUNS / 3) },
    );
  },
  FUZZ_TIMEOUT,
);
