import { openComputer } from '../compute/openComputer';
import { Failure } from '../failure';
import { openDevice } from '../gpu/device';
import { modelOf, type OpenDevice } from './loadModel';
import type { LoadedModel, LoadOptions } from './types';

export { embed } from './embed';
export type { Embedding, LoadedModel, LoadOptions, Pixels } from './types';

const open: OpenDevice = (choice) =>
  openComputer(choice, {
    gpu: (options) => openDevice(navigator.gpu, options),
    processor: async () => {
      const [{ openProcessor }, { PAGE_FILES }] = await Promise.all([
        import('../wasm/processor'),
        import('../wasm/pageFiles'),
      ]);
      return openProcessor(PAGE_FILES);
    },
  });

/**
 * Loads a trained model: the bytes of weights.safetensors or of the file of a whole run, or its address.
 * @throws an Error with `info` (`code`, `message`, `remedy`) where the file is none of these.
 */
export async function loadModel(
  source: Uint8Array | string | URL,
  options: LoadOptions = {},
): Promise<LoadedModel> {
  return modelOf(source instanceof Uint8Array ? source : await fetched(source), options, open);
}

async function fetched(address: string | URL): Promise<Uint8Array> {
  const response = await fetch(address);
  if (response.ok) return new Uint8Array(await response.arrayBuffer());
  throw new Failure({
    code: 'data_unreadable',
    message: `The server answers ${response.status} for the model.`,
    doing: 'loading a model',
    remedy: 'Check the address of the file.',
  });
}
