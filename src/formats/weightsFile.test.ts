import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { failureInfo } from '../failure';
import { readSafetensors, writeSafetensors } from './safetensors';
import type { TensorData } from './tensorData';
import { readWeights } from './weightsFile';

function fixture(name: string): Uint8Array {
  return new Uint8Array(readFileSync(new URL(`./fixtures/checkpoint_${name}`, import.meta.url)));
}

function refusal(bytes: Uint8Array, name: string) {
  try {
    readWeights(bytes, name);
  } catch (error) {
    return failureInfo(error);
  }
  return undefined;
}

const one = (dtype: 'F32' | 'I32' = 'F32'): TensorData =>
  dtype === 'F32'
    ? { dtype, shape: [1], data: Float32Array.of(0.5) }
    : { dtype, shape: [1], data: Int32Array.of(7) };

describe('readWeights', () => {
  it('reads a full checkpoint of data-parallel training under the names of the model', () => {
    const names = Object.keys(readWeights(fixture('convnext_full.pth'), 'convnext_full.pth'));
    expect(names).toContain('backbone.downsample_layers.0.0.weight');
    expect(names.some((name) => name.startsWith('maps_projector.'))).toBe(true);
    expect(names.filter((name) => name.startsWith('module.'))).toEqual([]);
  });

  it.each(['convnext_backbone', 'convnext_backbone_fp16', 'convnext_backbone_legacy', 'resnet_backbone'])(
    'puts a bare backbone in its place, in float32 (%s)',
    (name) => {
      const weights = readWeights(fixture(`${name}.pth`), `${name}.pth`);
      expect(Object.keys(weights).length).toBeGreaterThan(0);
      for (const [key, { dtype }] of Object.entries(weights)) {
        expect(key).toMatch(/^backbone\.(?!backbone\.)/);
        expect(dtype).toBe(key.endsWith('num_batches_tracked') ? 'I64' : 'F32');
      }
    },
  );

  it('widens every float and leaves integers', () => {
    const bytes = writeSafetensors({
      'projector.a': { dtype: 'F64', shape: [2], data: Float64Array.of(0.25, -3) },
      'projector.b': { dtype: 'F16', shape: [1], data: Uint16Array.of(0x3e00) },
      'projector.c': { dtype: 'BF16', shape: [1], data: Uint16Array.of(0xc040) },
      'projector.d': one('I32'),
    });
    const weights = readWeights(bytes, 'weights.bin');
    expect(weights['projector.a']).toEqual({ dtype: 'F32', shape: [2], data: Float32Array.of(0.25, -3) });
    expect(weights['projector.b']!.data).toEqual(Float32Array.of(1.5));
    expect(weights['projector.c']!.data).toEqual(Float32Array.of(-3));
    expect(weights['projector.d']).toEqual(one('I32'));
  });

  it('knows a safetensors file by its content, whatever its name and header length', () => {
    // The low bytes of this header's length are those that a pickle begins with.
    const padded = writeSafetensors({ 'module.x': one() }, { note: 'x'.repeat(550) });
    expect([...padded.subarray(0, 2)]).toEqual([0x80, 0x02]);
    expect(Object.keys(readWeights(padded, 'weights.pth'))).toEqual(['backbone.x']);
    expect(readSafetensors(padded).metadata.note).toHaveLength(550);
  });

  it.each([
    ['bad_malicious.pth', 'checkpoint_bad_global'],
    ['bad_truncated_zip.pth', 'checkpoint_bad_truncated_zip'],
    ['bad_garbage.pth', 'checkpoint_bad_garbage'],
    ['bad_empty.pth', 'checkpoint_bad_empty'],
  ])('refuses %s by name', (name, code) => {
    const info = refusal(fixture(name), name);
    expect(info?.code).toBe(code);
    expect(info?.message).toContain(name);
  });

  it('refuses a safetensors file that was cut off', () => {
    const bytes = writeSafetensors({ x: one() });
    expect(refusal(bytes.subarray(0, 20), 'cut.safetensors')?.code).toBe('checkpoint_bad_header_length');
    expect(refusal(bytes.subarray(0, -1), 'cut.pth')?.code).toBe('checkpoint_bad_offsets');
  });
});
