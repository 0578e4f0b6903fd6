import { readFileSync } from 'node:fs';
import { gzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { failureInfo } from '../failure';
import { readSafetensors, writeSafetensors } from './safetensors';
import type { TensorData } from './tensorData';
import { readWeights } from './weightsFile';

function fixture(name: string): Uint8Array {
  return new Uint8Array(readFileSync(new URL(`./fixtures/${name}`, import.meta.url)));
}

function refusal(bytes: Uint8Array, name: string) {
  try {
    readWeights(bytes, name);
  } catch (error) {
    return failureInfo(error);
  }
  return undefined;
}

const utf8 = (text: string) => new TextEncoder().encode(text);
const one: TensorData = { dtype: 'F32', shape: [1], data: Float32Array.of(0.5) };

describe('readWeights', () => {
  it('finds the tensors of a full checkpoint where they lie, and not those of its optimiser', () => {
    const { tensors, keys } = readWeights(fixture('checkpoint_convnext_full.pth'), 'convnext_full.pth');
    expect(keys).toContain('optimizer');
    expect(new Set(tensors.map(({ dictionary }) => dictionary.join('/')))).toEqual(new Set(['model']));
    expect(tensors.map(({ name }) => name)).toContain('module.backbone.downsample_layers.0.0.weight');
  });

  it('knows a safetensors file by its content, whatever its name and header length', () => {
    // The low bytes of this header's length are those that a pickle begins with.
    const padded = writeSafetensors({ 'module.x': one }, { note: 'x'.repeat(550) });
    expect([...padded.subarray(0, 2)]).toEqual([0x80, 0x02]);
    expect(readWeights(padded, 'weights.pth').tensors).toEqual([
      { dictionary: [], name: 'module.x', content: one },
    ]);
    expect(readSafetensors(padded).metadata.note).toHaveLength(550);
  });

  it('names a tensor of a type that is not read, and reads float8', () => {
    const { tensors } = readWeights(fixture('weights/f8_extra.safetensors'), 'f8_extra');
    expect(tensors.find(({ name }) => name === 'scale_fp8')?.content).toMatchObject({ dtype: 'F8_E4M3' });
    const header = JSON.stringify({ a: { dtype: 'F8_E8M0', shape: [1], data_offsets: [0, 1] } });
    const file = Uint8Array.of(header.length, 0, 0, 0, 0, 0, 0, 0, ...utf8(header), 1);
    expect(readWeights(file, 'e8m0').tensors).toEqual([{ dictionary: [], name: 'a', content: 'F8_E8M0' }]);
  });

  it.each([
    ['bad_malicious.pth', 'checkpoint_bad_global'],
    ['bad_truncated_zip.pth', 'checkpoint_bad_truncated_zip'],
    ['bad_garbage.pth', 'checkpoint_bad_kind'],
    ['bad_empty.pth', 'checkpoint_bad_kind'],
  ])('refuses %s by name', (name, code) => {
    const info = refusal(fixture(`checkpoint_${name}`), name);
    expect(info?.code).toBe(code);
    expect(info?.message).toContain(name);
  });

  it.each([
    ['a git-lfs pointer', 'git lfs pull', fixture('weights/lfs_pointer.safetensors')],
    ['a web page (HTML)', 'log in', utf8('<!doctype html><title>Sign in</title>')],
    ['a gzip archive', 'Unpack', gzipSync(utf8('weights'))],
    ['a zip archive', 'Unpack', zipSync({ 'notes.txt': utf8('none') })],
    ['a batch of CIFAR’s Python version', 'data', utf8('\x02}q\x01(U\x0bbatch_labelq\x02')],
    ['a JSON file', 'several parts', utf8('{"weight_map": {}}')],
    ['a configuration', 'Open it as', fixture('weights/tiny.json')],
    ['a text file, which begins “Entry not found”', 'Download', utf8('Entry not found\n')],
    ['an empty file', 'Download', utf8('')],
  ])('calls %s by its name', (words, remedy, bytes) => {
    // The bytes of CIFAR's pickle are no text: its first one is put before.
    const whole = words.includes('CIFAR') ? Uint8Array.of(0x80, ...bytes) : bytes;
    const info = refusal(whole, 'model.safetensors');
    expect(info?.code).toBe('checkpoint_bad_kind');
    expect(info?.message).toBe(`model.safetensors: This is ${words}, not weights.`);
    expect(info?.remedy).toContain(remedy);
  });

  it('quotes no control characters of names or contents', () => {
    const info = refusal(utf8('\u001b[2Kok'), 'a\u001b[1m.pth');
    expect(info?.message).not.toContain('\u001b');
    expect(info?.message.length).toBeLessThan(300);
  });

  it('refuses a safetensors file that was cut off', () => {
    const bytes = writeSafetensors({ x: one });
    expect(refusal(bytes.subarray(0, 20), 'cut.safetensors')?.code).toBe('checkpoint_bad_header_length');
    expect(refusal(bytes.subarray(0, -1), 'cut.pth')?.code).toBe('checkpoint_bad_offsets');
  });
});
