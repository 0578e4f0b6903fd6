import { describe, expect, it } from 'vitest';
import { failureInfo } from '../failure';
import { joinShards } from './joinShards';
import { readSafetensors, writeSafetensors } from './safetensors';
import type { TensorData } from './tensorData';
import { writePyTorch } from './pytorch/writePyTorch';

const tensor = (...values: number[]): TensorData => ({
  dtype: 'F32',
  shape: [values.length],
  data: Float32Array.from(values),
});
const A = writeSafetensors({ a: tensor(1, 2), spare: tensor(9) }, { format: 'pt' });
const B = writeSafetensors({ b: tensor(3), c: tensor() });

const sources: Readonly<Record<string, Uint8Array>> = { 'a.safetensors': A, 'b.safetensors': B };
const sourceOf = (files: typeof sources) => (name: string) => ({
  size: files[name]!.length,
  slice: async (start: number, end: number) => files[name]!.slice(start, end),
});
const refusal = (index: ReadonlyMap<string, string>, files = sources) =>
  joinShards(index, sourceOf(files)).then(
    () => undefined,
    (error: unknown) => failureInfo(error),
  );

describe('joinShards', () => {
  it('puts what the list names together as one file', async () => {
    const index = new Map([
      ['b', 'b.safetensors'],
      ['a', 'a.safetensors'],
      ['c', 'b.safetensors'],
    ]);
    const { header, pieces } = await joinShards(index, sourceOf(sources));
    const whole = [header, ...pieces.map(({ part, begin, end }) => sources[part]!.subarray(begin, end))];
    const bytes = Uint8Array.from(whole.flatMap((piece) => [...piece]));
    expect(readSafetensors(bytes)).toEqual({
      metadata: {},
      tensors: { a: tensor(1, 2), b: tensor(3), c: tensor() },
      unread: {},
    });
  });

  it('says which part lacks a tensor, is of PyTorch, or is broken', async () => {
    const lacking = await refusal(new Map([['d', 'b.safetensors']]));
    expect(lacking?.message).toContain('"b.safetensors" lacks the tensor "d"');
    const pytorch = await refusal(new Map([['a', 'a.bin']]), {
      'a.bin': writePyTorch(new Map([['a', tensor(1)]])),
    });
    expect(pytorch).toMatchObject({ code: 'checkpoint_bad_shards' });
    expect(pytorch?.message).toContain('"a.bin" is a PyTorch file');
    const cut = await refusal(new Map([['a', 'a.safetensors']]), {
      'a.safetensors': A.subarray(0, A.length - 4),
    });
    expect(cut).toMatchObject({ code: 'checkpoint_bad_offsets' });
    expect(cut?.message).toContain('a.safetensors: ');
  });
});
