import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fuzzRuns } from '../testing/fuzzRuns';
import { failureInfo } from '../failure';
import { readSafetensors, writeSafetensors } from './safetensors';
import { elementBytes, elementCount, tensorBytes, tensorFromBytes } from './tensorData';
import type { DType, TensorData } from './tensorData';

const DTYPES: readonly DType[] = [
  'F64',
  'F32',
  'F16',
  'BF16',
  'I64',
  'I32',
  'I16',
  'I8',
  'U64',
  'U32',
  'U16',
  'U8',
  'BOOL',
];

const tensor: fc.Arbitrary<TensorData> = fc
  .record({
    dtype: fc.constantFrom(...DTYPES),
    shape: fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 4 }),
  })
  .chain(({ dtype, shape }) => {
    const length = elementCount(shape)! * elementBytes(dtype);
    return fc
      .uint8Array({ minLength: length, maxLength: length })
      .map((bytes) => tensorFromBytes(dtype, shape, bytes));
  });

const tensors = fc.dictionary(
  fc.string({ unit: 'binary' }).filter((name) => name !== '__metadata__'),
  tensor,
  { maxKeys: 6 },
);

/** A file with the given header text and data, however wrong. */
function file(header: string, data: Uint8Array = new Uint8Array(0)): Uint8Array {
  const json = new TextEncoder().encode(header);
  const bytes = new Uint8Array(8 + json.length + data.length);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(json.length), true);
  bytes.set(json, 8);
  bytes.set(data, 8 + json.length);
  return bytes;
}

function codeOf(bytes: Uint8Array): string {
  try {
    readSafetensors(bytes);
  } catch (error) {
    return failureInfo(error).code;
  }
  return 'accepted';
}

describe('safetensors', () => {
  it('reads back what it wrote', () => {
    fc.assert(
      fc.property(tensors, fc.dictionary(fc.string(), fc.string()), (written, metadata) => {
        const read = readSafetensors(writeSafetensors(written, metadata));
        expect(read.metadata).toEqual(metadata);
        expect(Object.keys(read.tensors).sort()).toEqual(Object.keys(written).sort());
        for (const [name, { dtype, shape, data }] of Object.entries(written)) {
          const copy = Object.getOwnPropertyDescriptor(read.tensors, name)?.value as TensorData;
          expect(copy.dtype).toBe(dtype);
          expect(copy.shape).toEqual(shape);
          expect(copy.data.constructor).toBe(data.constructor);
          expect(tensorBytes(copy)).toEqual(tensorBytes({ dtype, shape, data } as TensorData));
        }
      }),
      { numRuns: fuzzRuns(60) },
    );
  });

  it('writes an aligned layout', () => {
    const bytes = writeSafetensors({
      flags: { dtype: 'U8', shape: [3], data: Uint8Array.of(1, 2, 3) },
      weights: { dtype: 'F32', shape: [2], data: Float32Array.of(0.5, -1) },
    });
    const headerLength = Number(new DataView(bytes.buffer).getBigUint64(0, true));
    expect(headerLength % 8).toBe(0);
    const header = new TextDecoder().decode(bytes.subarray(8, 8 + headerLength));
    expect(header.trimEnd()).toBe(
      '{"weights":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"flags":{"dtype":"U8","shape":[3],"data_offsets":[8,11]}}',
    );
    expect(bytes.length).toBe(8 + headerLength + 11);
  });

  it('reads from any offset of a larger buffer', () => {
    const bytes = writeSafetensors({ a: { dtype: 'F64', shape: [], data: Float64Array.of(Math.PI) } });
    const shifted = new Uint8Array(bytes.length + 3);
    shifted.set(bytes, 3);
    expect(readSafetensors(shifted.subarray(3)).tensors.a?.data).toEqual(Float64Array.of(Math.PI));
  });

  it('names tensors of types that it does not read, and reads the others', () => {
    const header =
      '{"a":{"dtype":"F8_E8M0","shape":[3],"data_offsets":[0,3]},"b":{"dtype":"U8","shape":[1],"data_offsets":[3,4]}}';
    const { tensors, unread } = readSafetensors(file(header, Uint8Array.of(1, 2, 3, 4)));
    expect(unread).toEqual({ a: 'F8_E8M0' });
    expect(tensors).toEqual({ b: { dtype: 'U8', shape: [1], data: Uint8Array.of(4) } });
    // Where the type's width is not known, its bytes must still be where the header says.
    expect(codeOf(file(header, Uint8Array.of(1, 2, 3)))).toBe('checkpoint_bad_offsets');
  });

  it.each([
    ['header_length', new Uint8Array(0)],
    ['header_length', Uint8Array.of(255, 255, 255, 255, 255, 255, 255, 255, 123, 125)],
    ['header_length', file('{}').subarray(0, 9)],
    ['header', file('not json')],
    ['header', file('[]')],
    ['header', file('{"a":3}')],
    ['metadata', file('{"__metadata__":{"epoch":3}}')],
    ['dtype', file('{"a":{"dtype":"q 4","shape":[1],"data_offsets":[0,1]}}', new Uint8Array(1))],
    ['dtype', file('{"a":{"dtype":"toString","shape":[1],"data_offsets":[0,1]}}', new Uint8Array(1))],
    ['shape', file('{"a":{"dtype":"U8","shape":[-1],"data_offsets":[0,1]}}', new Uint8Array(1))],
    ['shape', file('{"a":{"dtype":"U8","shape":[1e10,1e10],"data_offsets":[0,1]}}', new Uint8Array(1))],
    ['offsets', file('{"a":{"dtype":"U8","shape":[1],"data_offsets":[0]}}', new Uint8Array(1))],
    ['offsets', file('{"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]}}', new Uint8Array(3))],
    ['offsets', file('{"a":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}}', new Uint8Array(2))],
    ['offsets', file('{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}', new Uint8Array(2))],
    [
      'offsets',
      file(
        '{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"b":{"dtype":"U8","shape":[2],"data_offsets":[1,3]}}',
        new Uint8Array(3),
      ),
    ],
    ['size', file('{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,3]}}', new Uint8Array(3))],
  ])('refuses a bad %s', (reason, bytes) => {
    expect(codeOf(bytes)).toBe(`checkpoint_bad_${reason}`);
  });

  it.each<[string, string, string]>([
    ['a name that occurs twice', '{"a\\u0062":1,"ab":2}', 'The header names "ab" twice.'],
    [
      'a nested element type',
      `{"a":{"dtype":${'['.repeat(100_000)}${']'.repeat(100_000)}}}`,
      'nested 100002 deep',
    ],
    [
      'a million empty tensors',
      `{${Array.from({ length: 1_000_000 }, (_, i) => `"${i}":0`).join(',')}}`,
      'more than 100000 tensors',
    ],
    [
      'a shape of a million axes',
      `{"a":{"dtype":"U8","shape":[${'1,'.repeat(1_000_000)}1],"data_offsets":[0,1]}}`,
      '"a" has no valid shape.',
    ],
    ['a header of 17 MB', `{${' '.repeat(17_000_000)}}`, 'The header claims 17000002 bytes'],
    ['a name that draws on terminals', '{"\\u001b[2K\\r":1}', 'The header of "\\u001b[2K\\u000d" is not'],
    ['a name as long as its file', `{"${'n'.repeat(100_000)}":1}`, 'n…n'],
  ])('refuses %s', (_, header, words) => {
    const bytes = file(header);
    expect(() => readSafetensors(bytes)).toThrow(words);
    try {
      readSafetensors(bytes);
    } catch (error) {
      expect(failureInfo(error).message.length).toBeLessThan(300);
    }
  });

  it('refuses to write a shape that does not fit its data', () => {
    expect(() => writeSafetensors({ a: { dtype: 'U8', shape: [2], data: Uint8Array.of(1) } })).toThrow(/2/);
  });
});
