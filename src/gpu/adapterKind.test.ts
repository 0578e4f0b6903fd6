import { describe, expect, it } from 'vitest';
import { adapterName, isSoftware } from './adapterKind';
import { openDevice } from './device';

function info(parts: Partial<GPUAdapterInfo>): GPUAdapterInfo {
  const empty = { vendor: '', architecture: '', device: '', description: '', isFallbackAdapter: false };
  return { ...empty, ...parts } as GPUAdapterInfo;
}

/** What browsers and Dawn say of adapters, by the words of each. */
const SOFTWARE: Record<string, Partial<GPUAdapterInfo>> = {
  'SwiftShader in Chromium': { vendor: 'google', architecture: 'swiftshader' },
  'SwiftShader in Dawn': { description: 'SwiftShader Device (Subzero)' },
  'llvmpipe in Dawn': { vendor: 'mesa', description: 'llvmpipe (LLVM 19.1.7, 256 bits)' },
  'llvmpipe in Chromium': { vendor: 'mesa', architecture: 'software' },
  'WARP in Chromium': { vendor: 'microsoft', architecture: 'warp' },
  'WARP by its name': { vendor: 'microsoft', description: 'Microsoft Basic Render Driver' },
  'whatever the browser calls a fallback': { isFallbackAdapter: true },
};

const HARDWARE: Record<string, Partial<GPUAdapterInfo>> = {
  NVIDIA: { vendor: 'nvidia', architecture: 'hopper', description: 'NVIDIA H100 80GB HBM3' },
  AMD: { vendor: 'amd', architecture: 'rdna-3', description: 'AMD Radeon Graphics (RADV PHOENIX)' },
  Intel: { vendor: 'intel', architecture: 'gen-12lp', description: 'Intel(R) Iris(R) Xe Graphics' },
  Apple: { vendor: 'apple', architecture: 'metal-3' },
  Adreno: { vendor: 'qualcomm', architecture: 'adreno-7xx' },
  'an adapter without words': {},
};

describe('software adapters', () => {
  it.each(Object.entries(SOFTWARE))('%s is one', (_, parts) => {
    expect(isSoftware(info(parts))).toBe(true);
  });

  it.each(Object.entries(HARDWARE))('%s is none', (_, parts) => {
    expect(isSoftware(info(parts))).toBe(false);
  });

  it('are refused by name, and never opened, where only hardware will do', async () => {
    const adapter = {
      info: info({ vendor: 'google', architecture: 'swiftshader' }),
      requestDevice: () => Promise.reject(new Error('opened')),
    };
    const gpu = { requestAdapter: () => Promise.resolve(adapter) } as unknown as GPU;
    await expect(openDevice(gpu, { hardwareOnly: true })).rejects.toMatchObject({
      info: { code: 'software_adapter', message: expect.stringContaining('google swiftshader') as string },
    });
  });

  it('have a name for people', () => {
    expect(adapterName(info(SOFTWARE['llvmpipe in Dawn']!))).toBe('llvmpipe (LLVM 19.1.7, 256 bits)');
    expect(adapterName(info({ vendor: 'apple', architecture: 'metal-3' }))).toBe('apple metal-3');
    expect(adapterName(info({}))).toBe('unnamed adapter');
  });
});
