import { stockProgramsCompiled, whileCompilingOnly, type BackendView } from './backendView';
import { pendingPipelines } from './pipelines';

/** Compiles, in parallel, all programs that `step` would run, tfjs's own included; see `Computer.compile`. */
export async function compileOnly(
  backend: BackendView,
  step: () => void,
  report: (done: number, total: number) => void = () => undefined,
): Promise<void> {
  whileCompilingOnly(step);
  await pendingPipelines(backend.device, report);
  await stockProgramsCompiled(backend);
}
