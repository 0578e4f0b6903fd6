import type { TensorInfo } from '@tensorflow/tfjs-core';
import { bindingOf, encodeDispatch, type BackendView } from './backendView';
import { noteCost, type DispatchCost } from './dispatchCost';
import { storedBytes } from './halfTensors';
import { pipelineOf } from './pipelines';
import type { Program } from './program';
import { isScratch } from './scratchTensors';
import { layersOf } from './sumLayers';
import { uniformBuffer, type UniformValues } from './uniformBuffers';

/** How many workgroups run along x, y and z. */
export type Workgroups = readonly [x: number, y?: number, z?: number];

/** What a program runs on. Names are those of its spec; a tensor worked on in place is an output only. */
export interface ProgramRun {
  readonly inputs: Readonly<Record<string, TensorInfo>>;
  readonly outputs: Readonly<Record<string, TensorInfo>>;
  readonly uniforms?: UniformValues;
  readonly workgroups: Workgroups;
  /** Arithmetic that the result asks for, in floating-point operations: a multiply-add is two. Left out, none to speak of. */
  readonly operations?: number;
  /**
   * How often a tensor goes through memory, by its name: less than once where the program touches only a part of it,
   * twice where it changes it in place. Once where it is left out.
   */
  readonly moves?: Readonly<Record<string, number>>;
  /** Of `moves`, what belongs to parts of sums beyond the sums themselves, where a tensor holds several. */
  readonly partMoves?: Readonly<Record<string, number>>;
}

/** `runProgram` on tensors whose buffers hold what the program's declarations say. */
export function issueProgram(backend: BackendView, program: Program, run: ProgramRun): void {
  const [x, y = 1, z = 1] = run.workgroups;
  const limit = backend.device.limits.maxComputeWorkgroupsPerDimension;
  if (x > limit || y > limit || z > limit) {
    throw new Error(`${program.key}: ${x}×${y}×${z} workgroups exceed the device's ${limit} per dimension.`);
  }
  const bindings: GPUBufferBinding[] = [];
  for (const name of program.inputs) bindings.push(bindingNamed(backend, program, name, run.inputs[name]));
  for (const name of program.outputs) bindings.push(bindingNamed(backend, program, name, run.outputs[name]));
  if (program.uniforms.length > 0) {
    bindings.push({ buffer: uniformBuffer(backend.device, program, run.uniforms ?? {}) });
  }
  const compiled = pipelineOf(backend.device, program);
  if (compiled === undefined || x * y * z === 0) return;
  const bindGroup = backend.device.createBindGroup({
    label: labelOf(program, run),
    layout: compiled.layout,
    entries: bindings.map((resource, binding) => ({ binding, resource })),
  });
  noteCost(bindGroup, costOfRun(program, run));
  const tensors = [...Object.values(run.inputs), ...Object.values(run.outputs)];
  encodeDispatch(backend, tensors, (pass) => {
    pass.setPipeline(compiled.pipeline);
    pass.setBindGroup(0, bindGroup);
    pass.dispatchWorkgroups(x, y, z);
  });
}

function costOfRun({ inputs, outputs }: Program, run: ProgramRun): DispatchCost {
  let [bytes, scratchBytes] = [0, 0];
  for (const name of [...inputs, ...outputs]) {
    const tensor = (run.inputs[name] ?? run.outputs[name])!;
    const layers = layersOf(tensor);
    const once = storedBytes(tensor);
    const moved = (run.moves?.[name] ?? layers) * once;
    bytes += moved;
    scratchBytes += (run.partMoves?.[name] ?? 0) * once;
    if (isScratch(tensor)) scratchBytes += moved;
    // A sum that is not in parts is written once and read once, and nobody adds it up in place.
    else if (layers > 1) scratchBytes += run.moves?.[name] === undefined ? moved - once : moved;
  }
  return { operations: run.operations ?? 0, bytes, scratchBytes };
}

/**
 * Workgroup counts for `count` workgroups that do not fit along x alone. A program numbers them by
 * `workgroup.x + workgroup.y * workgroups.x`, and must ignore numbers from `count` on.
 */
export function spreadWorkgroups(backend: BackendView, count: number): readonly [number, number] {
  const limit = backend.device.limits.maxComputeWorkgroupsPerDimension;
  if (count <= limit) return [count, 1];
  const y = Math.ceil(count / limit);
  return [Math.ceil(count / y), y];
}

/** What a recorded step, and WebGPU where the bindings are wrong, call a dispatch: program, tensors and shapes. */
function labelOf({ key, inputs, outputs }: Program, run: ProgramRun): string {
  const list = (names: readonly string[], tensors: ProgramRun['inputs']): string =>
    names.map((name) => `${name} [${tensors[name]?.shape.join() ?? ''}]`).join(' ');
  return `${key}: ${list(inputs, run.inputs)} → ${list(outputs, run.outputs)}`;
}

function bindingNamed(
  backend: BackendView,
  program: Program,
  name: string,
  tensor: TensorInfo | undefined,
): GPUBufferBinding {
  if (tensor === undefined) throw new Error(`${program.key}: tensor '${name}' is missing.`);
  return bindingOf(backend, tensor);
}
