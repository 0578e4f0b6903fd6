import { describe, expect, it } from 'vitest';
import { Failure, type FailureCode } from '../failure';
import { noAdapter, noDevice, noWebgpu } from '../gpu/deviceFailures';
import { fallbackText, openComputer, type Computer } from './computer';

function computer(name: string): Computer {
  return {
    summary: {
      backend: name,
      name,
      software: false,
      features: [],
      maxBufferSize: 1,
      maxStorageBufferBindingSize: 1,
    },
    bytesInUse: () => 0,
    close: () => undefined,
  };
}

const fails = (failure: Failure) => (): Promise<Computer> => Promise.reject(failure);
const processor = () => Promise.resolve(computer('wasm'));
const lost = new Failure({ code: 'device_lost' satisfies FailureCode, message: 'Lost.' });

describe('openComputer', () => {
  it('takes the GPU where there is one, and says nothing', async () => {
    const { summary } = await openComputer(() => Promise.resolve(computer('webgpu')), processor);
    expect(summary.backend).toBe('webgpu');
    expect(fallbackText(summary)).toBeUndefined();
  });

  it.each([
    ['no WebGPU', noWebgpu('', true)],
    ['no adapter', noAdapter('')],
  ])('takes the processor where there is %s, and says why', async (_, failure) => {
    const { summary } = await openComputer(fails(failure), processor);
    expect(summary.backend).toBe('wasm');
    const text = fallbackText(summary)!;
    expect(text).toContain(failure.info.message);
    expect(text).toContain(failure.info.remedy);
    expect(text).toContain('processor');
  });

  it.each([
    ['refuses to open', noDevice(new Error('busy'))],
    ['is lost', lost],
  ])('hands on the failure of a GPU that %s', async (_, failure) => {
    await expect(openComputer(fails(failure), processor)).rejects.toBe(failure);
  });
});
