import { openDevice } from '../../gpu/device';
import { openNodeGpu } from '../../gpu/nodeGpu';
import { openComputer, type Computer } from '../../wasm/computer';
import { nodeFiles } from '../../wasm/nodeFiles';
import { openProcessor } from '../../wasm/processor';
import type { BackendChoice } from './options';

/**
 * Opens what the command line asks for.
 * @throws Failure where it cannot be had; with `auto` only for other reasons than the lack of a GPU.
 */
export async function openBackend(choice: BackendChoice): Promise<Computer> {
  const openGpu = async (): Promise<Computer> => openDevice(await openNodeGpu());
  const processor = (): Promise<Computer> => openProcessor(nodeFiles());
  switch (choice) {
    case 'webgpu':
      return openGpu();
    case 'wasm':
      return processor();
    case 'auto':
      return openComputer(openGpu, processor);
  }
}
