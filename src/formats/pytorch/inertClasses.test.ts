import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ByteReader } from './byteReader';
import { TensorCollection } from './tensors';
import { unpickle } from './unpickle';
import { Inert, Token, typeName } from './values';
import type { PyDict } from './values';

/** Pickles that Python made of `{'before': 1, 'beside': something, 'after': 2.5}`. */
const CASES = JSON.parse(readFileSync(new URL('fixtures/beside.json', import.meta.url), 'utf8')) as {
  name: string;
  pickle: string;
}[];

function read(name: string): PyDict {
  const { pickle } = CASES.find((each) => each.name === name)!;
  const reader = new ByteReader(Buffer.from(pickle, 'base64'), 'truncated_pickle');
  return unpickle(reader, new TensorCollection(1000)) as PyDict;
}

const beside = (name: string) => read(name).get('beside')!;

describe('what stands beside the weights', () => {
  it.each(CASES.map(({ name }) => name))('%s', (name) => {
    const dict = read(name);
    expect([...dict.keys()]).toEqual(['before', 'beside', 'after']);
    expect([dict.get('before'), dict.get('after')]).toEqual([1, 2.5]);
    expect(dict.get('beside')).toBeDefined();
  });

  it('is named by its class', () => {
    const names = [
      'argparse.Namespace',
      'numpy.float64',
      'numpy array',
      'deque',
      'set',
      'PosixPath',
      'complex',
    ];
    const values = names.map((name) => beside(`${name}, protocol 2`));
    expect(values.every((value) => value instanceof Inert)).toBe(true);
    expect(values.map(typeName)).toEqual([
      'argparse.Namespace',
      'a NumPy scalar',
      'numpy.ndarray',
      'collections.deque',
      'set',
      'pathlib.PurePosixPath',
      'complex',
    ]);
  });

  it('is a dictionary where its class is one', () => {
    expect(beside('Counter, protocol 4')).toEqual(
      new Map([
        [4, 1],
        [8, 1],
      ]),
    );
    expect(beside('defaultdict, protocol 2')).toEqual(new Map([['loss', [1, 2]]]));
    const keys = [...(beside('keys that are no plain values, protocol 4') as PyDict).keys()];
    expect(keys.map(String)).toEqual(['tuple', 'frozenset', 'pathlib.PurePosixPath', 'bytes']);
  });

  it('may be large integers, classes and lists that contain themselves', () => {
    expect(beside('large integer, protocol 2')).toEqual([2n ** 70n, -(2n ** 2100n)]);
    expect(beside('classes, protocol 4')).toContainEqual(new Token('builtins.float'));
    const loop = beside('list that contains itself, protocol 2') as readonly unknown[];
    expect(loop[0]).toBe(loop);
  });
});
