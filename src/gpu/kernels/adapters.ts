/** @file Test support: the tilings of every kind of adapter, on the one at hand. */

/** What kernels are tiled for in turn. */
export const ADAPTERS = ['the adapter at hand', 'a hardware adapter'] as const;

/** Lets kernels be tiled as for `adapter`; results must not depend on it. */
export function tileFor(device: GPUDevice, adapter: (typeof ADAPTERS)[number]): void {
  if (adapter === 'the adapter at hand') return;
  const info: Partial<GPUAdapterInfo> = { vendor: 'any', subgroupMinSize: 32, subgroupMaxSize: 32 };
  Object.defineProperty(device, 'adapterInfo', { value: info });
}
