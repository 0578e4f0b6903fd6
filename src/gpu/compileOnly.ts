import { env } from '@tensorflow/tfjs-core';
import type { BackendView } from './backendView';
import { pendingPipelines } from './pipelines';

const FLAG = 'WEBGPU_ENGINE_COMPILE_ONLY';

/**
 * Compiles, in parallel, all programs that `step` would run, tfjs's own included; see `Computer.compile`.
 */
export async function compileOnly(
  backend: BackendView,
  step: () => void,
  report: (done: number, total: number) => void = () => undefined,
): Promise<void> {
  env().set(FLAG, true);
  try {
    step();
  } finally {
    env().set(FLAG, false);
  }
  await pendingPipelines(backend.device, report);
  await backend.checkCompileCompletionAsync();
}
