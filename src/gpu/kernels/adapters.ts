import type { Failure } from '../../failure';
import type { Computer } from '../../compute/computer';
import { currentBackend } from '../backendView';
import { openDevice } from '../device';
import { openSharedDevice } from '../testing/sharedDevice';

/** @file Test support: the tilings of every kind of adapter, on the one at hand. */

/** What kernels are tiled for in turn. */
export const ADAPTERS = ['the adapter at hand', 'a hardware adapter'] as const;

/** Opens a device whose kernels are tiled as for `adapter`; results must not depend on it. */
export async function openTiledFor(adapter: (typeof ADAPTERS)[number]): Promise<Computer> {
  const options = { onError: (failure: Failure) => console.error(failure.info.message) };
  if (adapter === 'the adapter at hand') return openSharedDevice(options);
  const open = await openDevice(navigator.gpu, options);
  const info: Partial<GPUAdapterInfo> = { vendor: 'any', subgroupMinSize: 32, subgroupMaxSize: 32 };
  Object.defineProperty(currentBackend().device, 'adapterInfo', { value: info });
  return open;
}
