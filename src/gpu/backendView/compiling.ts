import { env } from '@tensorflow/tfjs-core';
import { internals, type BackendView } from './view';

const FLAG = 'WEBGPU_ENGINE_COMPILE_ONLY';

/** Whether programs are only compiled now, and nothing runs. */
export function isCompilingOnly(): boolean {
  return env().getBool(FLAG);
}

/** Runs `work`, in which programs are only compiled. */
export function whileCompilingOnly(work: () => void): void {
  env().set(FLAG, true);
  try {
    work();
  } finally {
    env().set(FLAG, false);
  }
}

/** Resolves when tfjs's own programs are compiled. */
export function stockProgramsCompiled(backend: BackendView): Promise<void> {
  return internals(backend).checkCompileCompletionAsync();
}
