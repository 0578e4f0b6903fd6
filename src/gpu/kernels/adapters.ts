import type { Computer } from '../../compute/computer';
import { openSharedDevice, type TiledFor } from '../testing/sharedDevice';

/** @file Test support: the tilings of every kind of adapter, on the one at hand. */

export { ADAPTERS, type TiledFor } from '../testing/sharedDevice';

/** Opens a device whose kernels are tiled as for `adapter`; results must not depend on it. */
export function openTiledFor(adapter: TiledFor): Promise<Computer> {
  return openSharedDevice(undefined, adapter);
}
