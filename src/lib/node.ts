import { readFile } from 'node:fs/promises';
import { openProcessor } from '../wasm/processor';
import { nodeFiles } from '../wasm/nodeFiles';
import { modelOf, type OpenDevice } from './loadModel';
import type { LoadedModel, LoadOptions } from './types';

export { embed } from './embed';

const open: OpenDevice = () => openProcessor(nodeFiles());

/** As in `page.ts`, with the path of a file in place of its address; the processor computes. */
export async function loadModel(
  source: Uint8Array | string | URL,
  options: LoadOptions = {},
): Promise<LoadedModel> {
  return modelOf(
    source instanceof Uint8Array ? source : new Uint8Array(await readFile(source)),
    options,
    open,
  );
}
