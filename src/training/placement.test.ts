import { describe, expect, it } from 'vitest';
import { RESIDENT_BYTES } from '../compute/resident';
import { estimateRun } from './estimate';
import { sendsBatches } from './placement';
import { GPU_SHAPES } from './testing/gpuShapes';
import { tinyConfig } from './testing/tinyRun';

const ROOMY = { maxBufferSize: 2 ** 32, maxStorageBufferBindingSize: 2 ** 32 };
const SIDE = 64;
const FITTING = Math.floor(RESIDENT_BYTES / (SIDE * SIDE * 3));
const images = (count: number) => ({ count, height: SIDE, width: SIDE });
const placed = (placement: 'auto' | 'device' | 'batch') =>
  tinyConfig(({ data }) => void (data.placement = placement));

describe('the images of a step are sent with it', () => {
  it('where all together are too large for the device', () => {
    expect(sendsBatches(placed('auto'), images(FITTING), ROOMY)).toBe(false);
    expect(sendsBatches(placed('auto'), images(FITTING + 1), ROOMY)).toBe(true);
    expect(sendsBatches(placed('auto'), images(100), { ...ROOMY, maxBufferSize: 1e6 })).toBe(true);
    expect(sendsBatches(placed('auto'), images(100), { ...ROOMY, maxMemory: 4e6 })).toBe(true);
  });

  it('where one wants it, and never where one does not', () => {
    expect(sendsBatches(placed('batch'), images(100), ROOMY)).toBe(true);
    expect(sendsBatches(placed('device'), images(2 * FITTING), ROOMY)).toBe(false);
  });

  it('and take room for a batch alone', () => {
    const known = { count: 5000, height: 16, width: 16 };
    const [there, sent] = [placed('device'), placed('batch')].map((config) =>
      estimateRun(GPU_SHAPES, config, known),
    );
    // The CPU counts a few bytes beside them.
    expect(there!.buffers.data / (5000 * 16 * 16 * 3)).toBeCloseTo(1, 4);
    expect(sent!.buffers.data).toBe(0);
    // A recording maps the buffer in which the step finds them, so they are there once.
    expect((sent!.buffers.inputs - there!.buffers.inputs) / (8 * 16 * 16 * 3)).toBeCloseTo(1, 1);
    expect([there!.isSent, sent!.isSent]).toEqual([false, true]);
  });
});
