import { describe, expect, it, vi } from 'vitest';
import { Failure, type FailureCode } from '../failure';
import { noAdapter, noDevice, noWebgpu, softwareAdapter } from '../gpu/deviceFailures';
import type { Computer } from './computer';
import { fallbackText } from './fallbackText';
import { openComputer, type ComputerOpeners } from './openComputer';
import { PLAIN } from './testing/plainComputer';

function computer(name: string): Computer {
  return { ...PLAIN, summary: { ...PLAIN.summary, backend: name, name } };
}

const found = () => vi.fn<ComputerOpeners['gpu']>(() => Promise.resolve(computer('webgpu')));
const fails = (failure: Failure) => (): Promise<Computer> => Promise.reject(failure);
const processor = () => Promise.resolve(computer('wasm'));
const lost = new Failure({ code: 'device_lost' satisfies FailureCode, message: 'Lost.' });
const software = softwareAdapter('', 'SwiftShader');

describe('openComputer', () => {
  it('takes the GPU where there is one, and says nothing', async () => {
    const gpu = found();
    const { summary } = await openComputer('auto', { gpu, processor });
    expect(summary.backend).toBe('webgpu');
    expect(fallbackText(summary)).toBeUndefined();
    expect(gpu).toHaveBeenCalledExactlyOnceWith({ hardwareOnly: true });
  });

  it.each([
    ['no WebGPU', noWebgpu('', true)],
    ['no adapter', noAdapter('')],
    ['only a software adapter', software],
  ])('takes the processor where there is %s, and says why', async (_, failure) => {
    const { summary } = await openComputer('auto', { gpu: fails(failure), processor });
    expect(summary.backend).toBe('wasm');
    const text = fallbackText(summary)!;
    expect(text.line).toContain(failure.info.message);
    expect(text.line).toContain('processor');
    expect(text.remedy).toContain(failure.info.remedy);
  });

  it.each([
    ['refuses to open', noDevice(new Error('busy'))],
    ['is lost', lost],
  ])('hands on the failure of a GPU that %s', async (_, failure) => {
    await expect(openComputer('auto', { gpu: fails(failure), processor })).rejects.toBe(failure);
  });

  it('takes any adapter where the GPU is asked for, and nothing in its place', async () => {
    const gpu = found();
    await openComputer('gpu', { gpu, processor });
    expect(gpu).toHaveBeenCalledExactlyOnceWith({ hardwareOnly: false });
    const missing = noAdapter('');
    await expect(openComputer('gpu', { gpu: fails(missing), processor })).rejects.toBe(missing);
  });

  it('asks for a frugal adapter, and for a software one, where that is chosen, and takes nothing in its place', async () => {
    const gpu = found();
    await openComputer('low-power', { gpu, processor });
    await openComputer('software', { gpu, processor });
    expect(gpu.mock.calls).toEqual([
      [{ hardwareOnly: false, powerPreference: 'low-power' }],
      [{ hardwareOnly: false, forceFallback: true }],
    ]);
    const missing = noAdapter('');
    await expect(openComputer('software', { gpu: fails(missing), processor })).rejects.toBe(missing);
  });

  it('leaves the GPU alone where the processor is asked for, and says nothing', async () => {
    const gpu = found();
    const { summary } = await openComputer('processor', { gpu, processor });
    expect(summary.backend).toBe('wasm');
    expect(fallbackText(summary)).toBeUndefined();
    expect(gpu).not.toHaveBeenCalled();
  });
});
