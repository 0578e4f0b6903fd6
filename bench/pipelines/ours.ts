import { currentBackend, flush } from '../../src/gpu/backendView';
import { openDevice } from '../../src/gpu/device';
import { PAGE_FILES } from '../../src/wasm/pageFiles';
import { openProcessor } from '../../src/wasm/processor';
import { opPipeline } from './opPipeline';
import type { Pipeline } from './pipeline';
import type { Work } from './work';

/** Our kernels on the GPU. */
export async function openWebgpu(work: Work): Promise<Pipeline> {
  const device = await openDevice(navigator.gpu);
  const idle = async () => {
    // tfjs holds commands back until it has some of them.
    flush(currentBackend());
    await device.idle();
  };
  return opPipeline(work, idle, () => device.close());
}

/** Our kernels on the processor, on one thread. */
export async function openWasm(work: Work): Promise<Pipeline> {
  const processor = await openProcessor(PAGE_FILES);
  return opPipeline(
    work,
    () => processor.idle(),
    () => processor.close(),
  );
}
