import { describe, expect, it } from 'vitest';
import { failureInfo } from '../failure';
import { writeSafetensors } from './safetensors';
import type { TensorData } from './tensorData';
import { openShards, parseIndex } from './weightsShards';

const one = (value: number): TensorData => ({ dtype: 'F32', shape: [1], data: Float32Array.of(value) });
const utf8 = (text: string) => new TextEncoder().encode(text);
const listOf = (map: Record<string, unknown>) => utf8(JSON.stringify({ metadata: {}, weight_map: map }));

const PARTS: Readonly<Record<string, Uint8Array>> = {
  'model-1.safetensors': writeSafetensors({ a: one(1), extra: one(9) }),
  'model-2.safetensors': writeSafetensors({ b: one(2), c: one(3) }),
};

function open(list: Uint8Array) {
  return openShards('model.safetensors.index.json', parseIndex(list), (name) => {
    const bytes = PARTS[name]!;
    return Promise.resolve({
      size: bytes.length,
      slice: (start, end) => Promise.resolve(bytes.slice(start, end)),
    });
  });
}

async function refusal(work: () => unknown) {
  try {
    await work();
  } catch (error) {
    return failureInfo(error);
  }
  throw new Error('accepted');
}

describe('weights in several parts', () => {
  it('are read as one file, and only the wanted ones', async () => {
    const list = { a: 'model-1.safetensors', b: 'model-2.safetensors', c: 'model-2.safetensors' };
    const { file, fill } = await open(listOf(list));
    expect(file.keys).toEqual(['a', 'b', 'c']);
    const contents = file.tensors.map(({ content }) => content as TensorData);
    await fill(new Set([contents[0]!, contents[2]!]));
    expect(contents.map(({ data }) => [...data])).toEqual([[1], [], [3]]);
  });

  it('lack what the list promises', async () => {
    const info = await refusal(() => open(listOf({ a: 'model-2.safetensors' })));
    expect(info.code).toBe('checkpoint_bad_shards');
    expect(info.message).toContain('lacks the tensor "a"');
  });

  it.each<[string, Uint8Array]>([
    ['no JSON', utf8('{')],
    ['no list', utf8('[]')],
    ['an empty list', listOf({})],
    ['a path upwards', listOf({ a: '../secret.safetensors' })],
    ['a path', listOf({ a: '/etc/passwd' })],
    ['a path of Windows', listOf({ a: 'C:\\weights' })],
    ['a hidden file', listOf({ a: '.ssh' })],
    ['a number for a file', listOf({ a: 1 })],
    ['1,001 files', listOf(Object.fromEntries(Array.from({ length: 1001 }, (_, i) => [i, `f${i}`])))],
  ])('%s is refused', async (_, list) => {
    expect((await refusal(() => parseIndex(list))).code).toBe('checkpoint_bad_shards');
  });
});
