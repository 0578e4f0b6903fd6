import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { failureInfo } from '../../failure';
import { ELEMENT_TYPES } from './elementTypes';
import { readInMemory } from '../reading';
import { readPyTorch } from './readPyTorch';
import { TensorCollection } from './tensors';
import { Inert, StorageReference, isTensor } from './values';
import type { PyValue } from './values';

const F32 = ELEMENT_TYPES.get('torch.float32')!;
const BYTES = ELEMENT_TYPES.get('torch.uint8')!;

function storage(count: number, element = F32): StorageReference {
  return new StorageReference('0', element, count);
}

function codeOf(shape: PyValue[], strides: PyValue[], count = 1): string {
  try {
    new TensorCollection(400).add({ storage: storage(count), element: F32, offset: 0, shape, strides });
  } catch (error) {
    return failureInfo(error).code.replace('checkpoint_bad_', '');
  }
  return 'accepted';
}

describe('TensorCollection', () => {
  it('walks only axes that are longer than 1', () => {
    const collection = new TensorCollection(1000);
    const shape = [2, ...Array<number>(61).fill(1), 3, 1];
    const strides = [1, ...Array<number>(61).fill(9), 2, 7];
    const tensor = collection.add({ storage: storage(6), element: F32, offset: 0, shape, strides });
    readInMemory(
      new Uint8Array(Float32Array.of(0, 1, 2, 3, 4, 5).buffer),
      collection.fill(() => 0),
    );
    expect(isTensor(tensor) && [...tensor.data]).toEqual([0, 2, 4, 1, 3, 5]);
  });

  it.each<[string, PyValue[], PyValue[]]>([
    ['tensor', Array<number>(65).fill(1), Array<number>(65).fill(0)],
    ['tensor', Array<number>(100_000).fill(1), Array<number>(100_000).fill(0)],
    ['tensor', [-1], [1]],
    ['tensor', [1.5], [1]],
    ['tensor', [null], [1]],
    ['tensor', [2 ** 30, 2 ** 30], [0, 0]],
    ['size', [2 ** 26], [0]],
    ['size', [4096, 4096], [0, 0]],
    ['accepted', [1000, 1000], [0, 0]],
    ['accepted', [0, 2 ** 40], [1, 1]],
  ])('%s', (reason, shape, strides) => {
    expect(codeOf(shape, strides)).toBe(reason);
  });

  it('takes what it copies from one budget, and each tensor from another', () => {
    const collection = new TensorCollection(400);
    const add = (shape: number[]) =>
      collection.add({ storage: storage(1), element: F32, offset: 0, shape, strides: shape.map(() => 0) });
    for (let i = 0; i < 4; i++) add([2 ** 18]);
    expect(() => add([1])).toThrow('far larger than its 400 bytes');
    const empty = new TensorCollection(400);
    const addEmpty = () =>
      empty.add({ storage: storage(1), element: F32, offset: 0, shape: [0], strides: [1] });
    for (let i = 0; i < 30_000; i++) addEmpty();
    expect(() => {
      for (let i = 0; i < 10_000; i++) addEmpty();
    }).toThrow('far larger than its 400 bytes');
  });

  it('reads elements of a storage of bytes, and leaves those of unread types inert', () => {
    const collection = new TensorCollection(1000);
    const add = (name: string, count: number, shape: number[]) =>
      collection.add({
        storage: storage(count, BYTES),
        element: ELEMENT_TYPES.get(name)!,
        offset: 1,
        shape,
        strides: [1],
      });
    const tensor = add('torch.uint16', 6, [2]);
    expect(add('torch.float8_e8m0fnu', 6, [2])).toEqual(new Inert('torch.float8_e8m0fnu'));
    expect(() => add('torch.uint16', 6, [3])).toThrow('needs 4 elements of storage "0", which has 3');
    readInMemory(
      new Uint8Array(Uint16Array.of(7, 8, 9).buffer),
      collection.fill(() => 0),
    );
    expect(isTensor(tensor) && [tensor.dtype, ...tensor.data]).toEqual(['U16', 8, 9]);
  });

  it('refuses files of a kilobyte that describe 67 million elements, before it makes them', () => {
    const read = (name: string) =>
      readPyTorch(new Uint8Array(readFileSync(new URL(`../fixtures/${name}`, import.meta.url))));
    expect(() => read('hostile_gather_60.pth')).toThrow('far larger than its 402 bytes');
    expect(() => read('hostile_gather_250.pth')).toThrow('no valid shape');
  });
});
