import type { Computer } from '../compute/computer';
import { openComputer, type AdapterWish, type DeviceChoice } from '../compute/openComputer';
import type { Failure } from '../failure';
import { openDevice, type DeviceOptions } from '../gpu/device';

/** The processor's engine is loaded only where it is needed. */
async function openPageProcessor(): Promise<Computer> {
  const [{ openProcessor }, { PAGE_FILES }] = await Promise.all([
    import('../wasm/processor'),
    import('../wasm/pageFiles'),
  ]);
  return openProcessor(PAGE_FILES);
}

/**
 * Opens what was chosen, in a worker.
 * @param onError gets the errors of a GPU that no call caught
 */
export function openPageComputer(
  choice: DeviceChoice,
  onError: (failure: Failure) => void,
): Promise<Computer> {
  return openComputer(choice, {
    gpu: (wish) => openDevice(navigator.gpu, { ...pageOptions(wish), onError }),
    processor: openPageProcessor,
  });
}

/**
 * Makes tfjs's own backend current on the same device, as it comes. None of our kernels may have been opened in this worker.
 * @param backend that `openPageComputer` has opened for this choice elsewhere
 */
export async function openStockBackend(choice: DeviceChoice, backend: string): Promise<void> {
  const openGpu = async (wish: AdapterWish) =>
    openDevice(navigator.gpu, { ...pageOptions(wish), stockKernels: true });
  const openProcessor = async () => {
    const [{ openStockProcessor }, { PAGE_FILES }] = await Promise.all([
      import('../wasm/stockProcessor'),
      import('../wasm/pageFiles'),
    ]);
    return openStockProcessor(PAGE_FILES);
  };
  if (backend === 'webgpu') await openComputer(choice, { gpu: openGpu, processor: openPageProcessor });
  else await openProcessor();
}

function pageOptions(wish: AdapterWish): DeviceOptions {
  return { ...wish, userAgent: navigator.userAgent, secureContext: isSecureContext };
}
