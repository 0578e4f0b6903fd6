import { readFileSync } from 'node:fs';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { Failure, failureInfo } from '../../failure';
import { floatValues } from '../floatValues';
import { readSafetensors } from '../safetensors';
import { tensorBytes } from '../tensorData';
import type { TensorData } from '../tensorData';
import { modelState } from './modelState';
import { readPyTorch } from './readPyTorch';
import { isTensor } from './values';
import type { PyDict } from './values';

function file(name: string): Uint8Array {
  return new Uint8Array(readFileSync(new URL(`../fixtures/${name}`, import.meta.url)));
}

function fixture(name: string): Uint8Array {
  return file(`checkpoint_${name}`);
}

function expected(name: string) {
  const { tensors, metadata } = readSafetensors(fixture(`${name}.safetensors`));
  return { tensors, config: JSON.parse(metadata.config!) as Config };
}

interface Config {
  readonly tensors: Record<string, { dtype: string; shape: number[]; sum: number; abs_sum: number }>;
  readonly dtypes: Record<string, string>;
  readonly shapes: Record<string, number[]>;
  readonly epoch: number;
  readonly optimizer_sums: { state: Record<string, Record<string, number | null>> };
}

const DTYPES: Record<string, string> = {
  float64: 'F64',
  float32: 'F32',
  float16: 'F16',
  bfloat16: 'BF16',
  int64: 'I64',
  int32: 'I32',
  uint8: 'U8',
  bool: 'BOOL',
};

/** Sum and sum of magnitudes, in float64. */
function sums(tensor: TensorData): [number, number] {
  const values = Array.from(floatValues(tensor));
  return [values.reduce((a, b) => a + b, 0), values.reduce((a, b) => a + Math.abs(b), 0)];
}

function codeOf(bytes: Uint8Array): string {
  try {
    readPyTorch(bytes);
  } catch (error) {
    return failureInfo(error).code;
  }
  return 'accepted';
}

describe('readPyTorch', () => {
  it.each(['strides', 'strides_legacy'])('reads shared, strided and expanded storages (%s)', (name) => {
    const { tensors, config } = expected(name);
    const dict = readPyTorch(fixture(`${name}.pth`)) as PyDict;
    expect([...dict.keys()]).toEqual(Object.keys(config.dtypes));
    for (const [key, value] of dict) {
      if (!isTensor(value)) throw new Error(`${String(key)} is no tensor`);
      expect(value.dtype).toBe(DTYPES[config.dtypes[key as string]!]);
      expect(value.shape).toEqual(config.shapes[key as string]);
      const wanted = tensors[`tensor/${String(key)}`]!;
      // Booleans are stored as bytes, 64-bit integers as 32-bit ones and bfloat16 as float32 beside the checkpoint.
      if (value.dtype === 'BOOL') expect(value.data).toEqual(wanted.data);
      else expect([...floatValues(value)]).toEqual([...floatValues(wanted)]);
      if (value.dtype === wanted.dtype) expect(tensorBytes(value)).toEqual(tensorBytes(wanted));
    }
  });

  it.each([
    'convnext_backbone',
    'convnext_backbone_fp16',
    'convnext_backbone_legacy',
    'convnext_full',
    'resnet_backbone',
    'resnet_backbone_legacy',
    'resnet_full',
  ])('reads the weights of %s exactly', (name) => {
    const { config } = expected(name);
    const { tensors } = modelState(readPyTorch(fixture(`${name}.pth`)));
    const keys = Object.keys(config.tensors);
    expect(Object.keys(tensors)).toEqual(keys.map((key) => key.replace(/^module\./, '')));
    for (const key of keys) {
      const { dtype, shape, sum, abs_sum: magnitude } = config.tensors[key]!;
      const tensor = tensors[key.replace(/^module\./, '')]!;
      expect([tensor.dtype, tensor.shape]).toEqual([DTYPES[dtype], shape]);
      // The reference sums were added up in another order.
      expect(Math.abs(sums(tensor)[0] - sum)).toBeLessThan(1e-9 * (1 + magnitude));
      expect(Math.abs(sums(tensor)[1] - magnitude)).toBeLessThan(1e-9 * (1 + magnitude));
    }
  });

  it.each(['convnext_full', 'resnet_full'])('finds epoch and optimiser state (%s)', (name) => {
    const { config } = expected(name);
    const state = modelState(readPyTorch(fixture(`${name}.pth`)));
    expect(state.epoch).toBe(config.epoch);
    const slots = state.optimizer?.get('state') as PyDict;
    expect([...slots.keys()].map(String)).toEqual(Object.keys(config.optimizer_sums.state));
    for (const [index, wanted] of Object.entries(config.optimizer_sums.state)) {
      const slot = slots.get(Number(index)) as PyDict;
      for (const [key, sum] of Object.entries(wanted)) {
        const value = slot.get(key);
        expect(isTensor(value), key).toBe(sum !== null);
        if (sum === null || !isTensor(value)) continue;
        expect(Math.abs(sums(value)[0] - sum)).toBeLessThan(1e-9 * (1 + sums(value)[1]));
      }
    }
    expect(state.optimizer?.get('param_groups')).toBeInstanceOf(Array);
  });

  it.each([
    ['bad_empty', 'empty'],
    ['bad_garbage', 'garbage'],
    ['bad_malicious', 'global'],
    ['bad_malicious_legacy', 'global'],
    ['bad_truncated_zip', 'truncated_zip'],
    ['bad_truncated_legacy', 'truncated_legacy'],
    ['bad_zip_without_pickle', 'zip_without_pickle'],
    ['bad_short_storage', 'short_storage'],
  ])('refuses %s', (name, reason) => {
    expect(codeOf(fixture(`${name}.pth`))).toBe(`checkpoint_bad_${reason}`);
  });

  it('says what a hostile file asked for', () => {
    expect(() => readPyTorch(fixture('bad_malicious.pth'))).toThrow('posix.system');
  });

  it('refuses every cut of a checkpoint', () => {
    for (const [name, step] of [
      ['strides.pth', 97],
      ['strides_legacy.pth', 53],
    ] as const) {
      const bytes = fixture(name);
      for (let length = 0; length < bytes.length; length += step) {
        expect(codeOf(bytes.slice(0, length))).toMatch(/^checkpoint_bad_/);
      }
    }
  });

  it('refuses compressed entries and foreign byte orders', () => {
    const pickle = Uint8Array.of(0x80, 2, 0x7d, 0x2e);
    const zip = (entries: Record<string, Uint8Array>, level: 0 | 9 = 0) => zipSync(entries, { level });
    expect(codeOf(zip({ 'a/data.pkl': pickle }))).toBe('accepted');
    expect(codeOf(zip({ 'a/data.pkl': new Uint8Array(1000) }, 9))).toBe('checkpoint_bad_compressed');
    const big = new TextEncoder().encode('big');
    expect(codeOf(zip({ 'a/data.pkl': pickle, 'a/byteorder': big }))).toBe('checkpoint_bad_byteorder');
    expect(codeOf(zip({ 'a/data.pkl': pickle.subarray(0, 3) }))).toBe('checkpoint_bad_truncated_pickle');
    expect(codeOf(zip({ 'a/data.pkl': pickle, 'b/data.pkl': pickle }))).toBe(
      'checkpoint_bad_zip_without_pickle',
    );
  });
});

describe('modelState', () => {
  const tensor: TensorData = { dtype: 'F32', shape: [1], data: Float32Array.of(1) };

  it('takes the prefix off only where all names have it', () => {
    const names = (keys: string[]) =>
      Object.keys(modelState(new Map(keys.map((key) => [key, tensor]))).tensors);
    expect(names(['module.a', 'module.b'])).toEqual(['a', 'b']);
    expect(names(['module.a', 'b'])).toEqual(['module.a', 'b']);
  });

  it.each([
    ['a list', []],
    ['an empty dictionary', new Map()],
    ['a dictionary of other things', new Map([['a', 1]])],
    ['tensors without names', new Map([[1, tensor]])],
  ])('refuses %s', (_, value) => {
    expect(() => modelState(value)).toThrow(Failure);
  });
});
