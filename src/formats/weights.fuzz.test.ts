import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { zipSync } from 'fflate';
import { expect, it } from 'vitest';
import { FUZZ_RUNS, FUZZ_TIMEOUT } from '../testing/fuzzRuns';
import { mutated, mutations } from '../testing/mutations';
import { valueOrFailure } from '../testing/valueOrFailure';
import { readPyTorch } from './pytorch/readPyTorch';
import { isTensor } from './pytorch/values';
import { readSafetensors, writeSafetensors } from './safetensors';
import { readWeights } from './weightsFile';

function fixture(path: string): Uint8Array {
  return new Uint8Array(readFileSync(new URL(path, import.meta.url)));
}

/** One pickle after another, as Python made them, in a zip file as torch.save makes it. */
function besides(): Uint8Array[] {
  const cases = JSON.parse(new TextDecoder().decode(fixture('pytorch/fixtures/beside.json'))) as {
    pickle: string;
  }[];
  return cases.map(({ pickle }) => zipSync({ 'a/data.pkl': Buffer.from(pickle, 'base64') }, { level: 0 }));
}

const tensor = { dtype: 'F32', shape: [2, 2], data: Float32Array.of(1, 2, 3, 4) } as const;
const small = writeSafetensors({ 'a.weight': tensor, 'b.bias': tensor, é: tensor }, { kind: 'test' });

const FILES: readonly (readonly [string, readonly Uint8Array[], (bytes: Uint8Array) => unknown])[] = [
  ['a safetensors file', [small, fixture('fixtures/checkpoint_strides.safetensors')], readSafetensors],
  ['a checkpoint', [fixture('fixtures/checkpoint_strides.pth')], readPyTorch],
  ['a legacy checkpoint', [fixture('fixtures/checkpoint_strides_legacy.pth')], readPyTorch],
  ['a checkpoint with other things beside the weights', besides(), readPyTorch],
  [
    'weights',
    [small, fixture('fixtures/checkpoint_strides.pth'), fixture('fixtures/checkpoint_strides_legacy.pth')],
    (bytes) => readWeights(bytes, 'mutated'),
  ],
];

/** Bytes of all tensors in a value, each counted once. */
function tensorBytes(value: unknown): number {
  const seen = new Set<unknown>();
  let bytes = 0;
  const open = [value];
  while (open.length > 0) {
    const next = open.pop();
    if (typeof next !== 'object' || next === null || ArrayBuffer.isView(next) || seen.has(next)) continue;
    seen.add(next);
    if (isTensor(next as Parameters<typeof isTensor>[0]))
      bytes += (next as { data: ArrayBufferView }).data.byteLength;
    else open.push(...(next instanceof Map ? (next.values() as Iterable<unknown>) : Object.values(next)));
  }
  return bytes;
}

it.each(FILES)(
  'mutations of %s are read or refused, never with another error',
  (_, files, read) => {
    for (const file of files) valueOrFailure(() => read(file));
    fc.assert(
      fc.property(fc.constantFrom(...files), mutations, (file, edits) => {
        const bytes = mutated(file, edits);
        const value = valueOrFailure(() => read(bytes));
        // Views may overlap, and halves become twice as wide.
        expect(tensorBytes(value)).toBeLessThanOrEqual(Math.max(2 ** 23, 8 * bytes.length));
      }),
      { numRuns: FUZZ_RUNS },
    );
  },
  FUZZ_TIMEOUT,
);
