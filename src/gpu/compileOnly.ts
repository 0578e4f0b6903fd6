import * as tf from '@tensorflow/tfjs-core';
import { viewBackend } from './backendView';
import { pendingPipelines } from './pipelines';

const FLAG = 'WEBGPU_ENGINE_COMPILE_ONLY';

/**
 * Compiles, in parallel, all programs that `step` would run, tfjs's own included. `step` runs without computing: what it
 * writes is undefined afterwards, and it must not read anything back. On other backends there is nothing to compile.
 *
 * @param report gets how many of how many programs are done.
 */
export async function compileOnly(
  step: () => void,
  report: (done: number, total: number) => void = () => undefined,
): Promise<void> {
  if (tf.getBackend() !== 'webgpu') return;
  const backend = viewBackend(tf.backend());
  tf.env().set(FLAG, true);
  try {
    step();
  } finally {
    tf.env().set(FLAG, false);
  }
  await pendingPipelines(backend.device, report);
  await backend.checkCompileCompletionAsync();
}
