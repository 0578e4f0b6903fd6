import type { Pipeline, PipelineName } from './pipeline';
import type { Work } from './work';

/** What opens each pipeline; its libraries are loaded then, so that our kernels are not where stock ones are measured. */
const OPENERS: Readonly<Record<PipelineName, (work: Work) => Promise<Pipeline>>> = {
  'ours-webgpu': async (work) => (await import('./ours')).openWebgpu(work),
  'ours-wasm': async (work) => (await import('./ours')).openWasm(work),
  'tfjs-webgpu': async (work) => (await import('./stock')).openStock('webgpu', work),
  'tfjs-wasm': async (work) => (await import('./stock')).openStock('wasm', work),
  'canvas-2d': async (work) => (await import('./canvas')).openCanvas(work),
};

export async function openPipeline(name: PipelineName, work: Work): Promise<Pipeline> {
  return OPENERS[name](work);
}
