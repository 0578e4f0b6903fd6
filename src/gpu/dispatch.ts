import type { TensorInfo } from '@tensorflow/tfjs-core';
import { allocate, release, type BackendView } from './backendView';
import { narrowInto, readsHalvesNatively, widen } from './halfConversion';
import { isHalf } from './halfTensors';
import { issueProgram, type ProgramRun } from './issue';
import { addUp } from './partSums';
import type { Program } from './program';
import { isWritable } from './realBuffers';

/**
 * Runs a program in queue order with the backend's own kernels. Outputs must be fresh tensors (`allocate`) or ones to
 * be changed in place. Nothing is issued when a workgroup count is zero, or while pipelines are only being compiled.
 *
 * Tensors that hold halves may be given for any buffer: a program that declares it `real` or `real4` works on them
 * directly, any other one on a float32 copy. Such an output must be written whole, not changed in place.
 *
 * @throws when a tensor or uniform of the program's spec is missing, or the device's workgroup limit is exceeded.
 */
export function runProgram(backend: BackendView, program: Program, run: ProgramRun): void {
  addUp(backend, Object.values(run.inputs));
  const inputs = halvesOf(run.inputs);
  const outputs = halvesOf(run.outputs);
  if (inputs.length + outputs.length === 0) {
    issueProgram(backend, program, run);
    return;
  }
  const native = readsHalvesNatively(backend);
  const format = native ? 'half' : 'packed';
  const isDirect = (name: string, isOutput: boolean): boolean => {
    const type = program.reals[name];
    return type !== undefined && (!isOutput || isWritable(type, format));
  };
  const direct = [
    ...inputs.filter((name) => isDirect(name, false)),
    ...outputs.filter((name) => isDirect(name, true)),
  ];
  const wideInputs = inputs
    .filter((name) => !isDirect(name, false))
    .map((name) => [name, widen(backend, run.inputs[name]!)] as const);
  const wideOutputs = outputs
    .filter((name) => !isDirect(name, true))
    .map((name) => [name, allocate(backend, run.outputs[name]!.shape)] as const);
  issueProgram(backend, program.withHalves(direct, native), {
    ...run,
    inputs: { ...run.inputs, ...Object.fromEntries(wideInputs) },
    outputs: { ...run.outputs, ...Object.fromEntries(wideOutputs) },
  });
  for (const [name, wide] of wideOutputs) narrowInto(backend, wide, run.outputs[name]!);
  for (const [, wide] of [...wideInputs, ...wideOutputs]) release(backend, wide);
}

function halvesOf(tensors: Readonly<Record<string, TensorInfo>>): string[] {
  return Object.keys(tensors).filter((name) => isHalf(tensors[name]!));
}

export { spreadWorkgroups } from './issue';
