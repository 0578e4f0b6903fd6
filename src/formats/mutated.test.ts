import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { decodeLink, encodeLink } from '../config/link';
import { PRESETS } from '../config/presets';
import { Failure } from '../failure';
import { fuzzRuns } from '../testing/fuzzRuns';
import { readPyTorch } from './pytorch/readPyTorch';
import { isTensor } from './pytorch/values';
import { readSafetensors, writeSafetensors } from './safetensors';
import { readWeights } from './weightsFile';

/** Mutated inputs for each reader. */
const RUNS = fuzzRuns(300);
/** A run takes well below a millisecond per kilobyte, so that one that hangs is told from many. */
const TIMEOUT = 20_000 + 20 * RUNS;

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

/** Values that lengths, counts and offsets are attacked with. */
const EXTREMES = [0, 1, 0x7f, 0x80, 0xff, 0x7fff, 0xffff, 0x7fffffff, 0x80000000, 0xfffffff0, 0xffffffff];

type Mutation = (bytes: Uint8Array) => Uint8Array;

const position = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const length = fc.oneof(fc.nat(8), fc.nat(300));

/** Replaces some bytes by others. */
function spliced(bytes: Uint8Array, at: number, removed: number, added: Uint8Array): Uint8Array {
  const start = Math.floor(at * bytes.length);
  const result = new Uint8Array(start + added.length + Math.max(0, bytes.length - start - removed));
  result.set(bytes.subarray(0, start));
  result.set(added, start);
  result.set(bytes.subarray(start + removed), start + added.length);
  return result;
}

function littleEndian(value: number, width: number): Uint8Array {
  return Uint8Array.from({ length: width }, (_, i) => (i < 4 ? (value >>> (8 * i)) & 0xff : 0));
}

const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  fc.tuple(position, fc.nat(255)).map(
    ([at, value]): Mutation =>
      (bytes) =>
        spliced(bytes, at, 1, Uint8Array.of(value)),
  ),
  fc.tuple(position, fc.constantFrom(...EXTREMES), fc.constantFrom(1, 2, 4, 8)).map(
    ([at, value, width]): Mutation =>
      (bytes) =>
        spliced(bytes, at, width, littleEndian(value, width)),
  ),
  fc.tuple(position, length).map(
    ([at, count]): Mutation =>
      (bytes) =>
        spliced(bytes, at, count, new Uint8Array(0)),
  ),
  fc.tuple(position, fc.uint8Array({ maxLength: 8 })).map(
    ([at, added]): Mutation =>
      (bytes) =>
        spliced(bytes, at, 0, added),
  ),
  // A piece of the file once more, or many times.
  fc
    .tuple(position, position, length, fc.constantFrom(1, 2, 100))
    .map(([from, at, count, times]): Mutation => (bytes) => {
      const start = Math.floor(from * bytes.length);
      const piece = bytes.slice(start, start + count);
      return spliced(
        bytes,
        at,
        0,
        Uint8Array.from(
          Array<number[]>(times)
            .fill([...piece])
            .flat(),
        ),
      );
    }),
  position.map(
    (at): Mutation =>
      (bytes) =>
        bytes.slice(0, Math.floor(at * bytes.length)),
  ),
);

const mutations = fc.array(mutation, { minLength: 1, maxLength: 4 });

function mutated(bytes: Uint8Array, edits: readonly Mutation[]): Uint8Array {
  return edits.reduce((before, edit) => edit(before), bytes);
}

/** A value or a `Failure` whose words can be shown; everything else is thrown on. */
function valueOf(read: () => unknown): unknown {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    expect(error.info.message.length).toBeLessThan(500);
    expect(error.info.message).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
    return undefined;
  }
}

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

describe('mutated inputs', () => {
  it.each(FILES)(
    'of %s are read or refused, never with another error',
    (_, files, read) => {
      for (const file of files) valueOf(() => read(file));
      fc.assert(
        fc.property(fc.constantFrom(...files), mutations, (file, edits) => {
          const bytes = mutated(file, edits);
          const value = valueOf(() => read(bytes));
          // Views may overlap, and halves become twice as wide.
          expect(tensorBytes(value)).toBeLessThanOrEqual(Math.max(2 ** 23, 8 * bytes.length));
        }),
        { numRuns: RUNS },
      );
    },
    TIMEOUT,
  );

  it(
    'of a link are read or refused, never with another error',
    () => {
      const links: Uint8Array[] = PRESETS.map(({ config }) => new TextEncoder().encode(encodeLink(config)));
      const letters = new TextDecoder('latin1');
      fc.assert(
        fc.property(fc.constantFrom(...links), mutations, (link, edits) => {
          valueOf(() => decodeLink(letters.decode(mutated(link, edits))));
        }),
        { numRuns: RUNS },
      );
    },
    TIMEOUT,
  );
});
