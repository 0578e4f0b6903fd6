import fc from 'fast-check';

/** @file What damage and attacks do to a file: bytes changed, cut out, put in, repeated, lengths that lie. */

/** Values that lengths, counts and offsets are attacked with. */
const EXTREMES = [0, 1, 0x7f, 0x80, 0xff, 0x7fff, 0xffff, 0x7fffffff, 0x80000000, 0xfffffff0, 0xffffffff];

export type Mutation = (bytes: Uint8Array) => Uint8Array;

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

/** Some changes, to be made one after the other. */
export const mutations = fc.array(mutation, { minLength: 1, maxLength: 4 });

export function mutated(bytes: Uint8Array, edits: readonly Mutation[]): Uint8Array {
  return edits.reduce((before, edit) => edit(before), bytes);
}
