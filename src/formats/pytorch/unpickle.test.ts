import { describe, expect, it } from 'vitest';
import { failureInfo } from '../../failure';
import { ByteReader } from './byteReader';
import { OPCODES as O } from './opcodes';
import { TensorCollection } from './tensors';
import { unpickle } from './unpickle';
import { Token, isTensor } from './values';
import type { PyValue } from './values';

/** A program of opcodes, bytes and texts. */
function program(...parts: (number | string | number[])[]): Uint8Array {
  const bytes = parts.flatMap((part) =>
    typeof part === 'string' ? [...new TextEncoder().encode(part)] : Array.isArray(part) ? part : [part],
  );
  return Uint8Array.from(bytes);
}

function run(...parts: Parameters<typeof program>): PyValue {
  return unpickle(new ByteReader(program(...parts, O.STOP), 'truncated_pickle'), new TensorCollection(1000));
}

function codeOf(...parts: Parameters<typeof program>): string {
  try {
    run(...parts);
  } catch (error) {
    return failureInfo(error).code.replace('checkpoint_bad_', '');
  }
  return 'accepted';
}

const ordered = [O.GLOBAL, 'collections\nOrderedDict\n'] as const;
const storage = (count: number): (number | string)[] => [
  O.MARK,
  O.SHORT_BINUNICODE,
  7,
  'storage',
  O.GLOBAL,
  'torch\nFloatStorage\n',
  O.SHORT_BINUNICODE,
  1,
  'k',
  O.SHORT_BINUNICODE,
  3,
  'cpu',
  O.BININT1,
  count,
  O.TUPLE,
  O.BINPERSID,
];
const tensor = (count: number, offset: number, shape: number[], strides: number[]): (number | string)[] => [
  O.GLOBAL,
  'torch._utils\n_rebuild_tensor_v2\n',
  O.MARK,
  ...storage(count),
  O.BININT1,
  offset,
  O.MARK,
  ...shape.flatMap((size) => [O.BININT1, size]),
  O.TUPLE,
  O.MARK,
  ...strides.flatMap((stride) => [O.BININT1, stride]),
  O.TUPLE,
  O.NEWFALSE,
  ...ordered,
  O.EMPTY_TUPLE,
  O.REDUCE,
  O.TUPLE,
  O.REDUCE,
];

describe('unpickle', () => {
  it('reads plain values', () => {
    expect(run(O.NONE)).toBeNull();
    expect(run(O.BININT, [0xfe, 0xff, 0xff, 0xff])).toBe(-2);
    expect(run(O.BININT2, [0x39, 0x30])).toBe(12345);
    expect(run(O.LONG1, 2, [0x00, 0x80])).toBe(-32768);
    expect(run(O.LONG1, 9, [0, 0, 0, 0, 0, 0, 0, 0, 1])).toBe(2n ** 64n);
    expect(run(O.LONG1, 0)).toBe(0);
    expect(run(O.BINFLOAT, [0x3f, 0xf8, 0, 0, 0, 0, 0, 0])).toBe(1.5);
    expect(run(O.BINUNICODE, [2, 0, 0, 0], 'é')).toBe('é');
    expect(run(O.SHORT_BINBYTES, 2, [1, 2])).toEqual(Uint8Array.of(1, 2));
  });

  it('builds lists, tuples and dictionaries, with the memo', () => {
    expect(run(O.EMPTY_LIST, O.MARK, O.BININT1, 1, O.BININT1, 2, O.APPENDS, O.NONE, O.APPEND)).toEqual([
      1,
      2,
      null,
    ]);
    expect(run(O.BININT1, 1, O.BININT1, 2, O.BININT1, 3, O.TUPLE3)).toEqual([1, 2, 3]);
    const value = run(
      O.EMPTY_DICT,
      O.BINPUT,
      0,
      O.SHORT_BINUNICODE,
      1,
      'a',
      O.MEMOIZE,
      O.BINGET,
      1,
      O.SETITEM,
    );
    expect(value).toEqual(new Map([['a', 'a']]));
    expect(run(O.PROTO, 4, O.FRAME, [9, 0, 0, 0, 0, 0, 0, 0], O.NEWTRUE)).toBe(true);
  });

  it('makes ordered dictionaries and drops their attributes', () => {
    expect(run(...ordered, O.EMPTY_TUPLE, O.REDUCE, O.EMPTY_DICT, O.BUILD)).toEqual(new Map());
    const pairs = [O.EMPTY_LIST, O.BININT1, 1, O.BININT1, 2, O.TUPLE2, O.APPEND, O.TUPLE1];
    expect(run(...ordered, ...pairs, O.REDUCE)).toEqual(new Map([[1, 2]]));
  });

  it('keeps known functions as names, whichever way they are named', () => {
    const token = run(O.GLOBAL, 'optimizers\nexclude_bias_and_norm\n');
    expect(token).toEqual(new Token('optimizers.exclude_bias_and_norm'));
    const named = [
      O.SHORT_BINUNICODE,
      11,
      'collections',
      O.SHORT_BINUNICODE,
      11,
      'OrderedDict',
      O.STACK_GLOBAL,
    ];
    expect(run(...named, O.EMPTY_TUPLE, O.REDUCE)).toEqual(new Map());
    expect(codeOf(O.GLOBAL, 'optimizers\nexclude_bias_and_norm\n', O.EMPTY_TUPLE, O.REDUCE)).toBe('call');
  });

  it('describes tensors by their storage', () => {
    const value = run(...tensor(12, 2, [2, 3], [4, 1]));
    expect(isTensor(value) && [value.dtype, value.shape]).toEqual(['F32', [2, 3]]);
  });

  it.each([
    ['global', [O.GLOBAL, 'os\nsystem\n']],
    ['global', [O.GLOBAL, 'builtins\neval\n']],
    ['global', [O.SHORT_BINUNICODE, 2, 'os', O.SHORT_BINUNICODE, 6, 'system', O.STACK_GLOBAL]],
    ['call', [O.GLOBAL, 'torch\nFloatStorage\n', O.EMPTY_TUPLE, O.REDUCE]],
    ['call', [O.BININT1, 1, O.EMPTY_TUPLE, O.REDUCE]],
    ['call', [O.GLOBAL, 'torch\nSize\n', O.EMPTY_DICT, O.BUILD]],
    ['opcode', ['o']],
    ['opcode', ['i']],
    ['pickle', [O.POP]],
    ['pickle', [O.TUPLE]],
    ['pickle', [O.BINGET, 3]],
    ['pickle', [O.EMPTY_TUPLE, O.NONE, O.APPEND]],
    ['pickle', [O.NONE, O.NONE, O.NONE, O.SETITEM]],
    ['pickle', [O.EMPTY_DICT, O.EMPTY_LIST, O.NONE, O.SETITEM]],
    ['pickle', [O.SHORT_BINUNICODE, 1, [0xff]]],
    ['truncated_pickle', [O.BINUNICODE, [200, 0, 0, 0]]],
    ['truncated_pickle', [O.BINUNICODE8, [255, 255, 255, 255, 255, 255, 255, 255]]],
    ['storage', [O.NONE, O.BINPERSID]],
    ['storage', [...storage(3), O.POP, ...storage(4)]],
    ['short_storage', tensor(11, 0, [3, 4], [4, 1])],
    ['short_storage', tensor(12, 1, [3, 4], [4, 1])],
    ['tensor', tensor(12, 0, [3, 4], [1])],
    ['size', tensor(1, 0, [200, 200, 200, 200], [0, 0, 0, 0])],
  ] as [string, (number | string | number[])[]][])('refuses a bad %s (%j)', (reason, parts) => {
    expect(codeOf(...parts)).toBe(reason);
  });
});
