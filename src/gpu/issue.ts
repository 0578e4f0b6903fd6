import { env, type TensorInfo } from '@tensorflow/tfjs-core';
import type { BackendView } from './backendView';
import { pipelineOf } from './pipelines';
import type { Program } from './program';
import { uniformBuffer, type UniformValues } from './uniformBuffers';

/** How many workgroups run along x, y and z. */
export type Workgroups = readonly [x: number, y?: number, z?: number];

/** What a program runs on. Names are those of its spec; a tensor worked on in place is an output only. */
export interface ProgramRun {
  readonly inputs: Readonly<Record<string, TensorInfo>>;
  readonly outputs: Readonly<Record<string, TensorInfo>>;
  readonly uniforms?: UniformValues;
  readonly workgroups: Workgroups;
}

/** One command of a step, as the GPU sees it: all that is needed to issue it again. */
export interface Dispatch {
  readonly label: string;
  readonly pipeline: GPUComputePipeline;
  readonly buffers: readonly GPUBuffer[];
  readonly bindGroup: GPUBindGroup;
  readonly workgroups: readonly [number, number, number];
}

/** `runProgram` on tensors whose buffers hold what the program's declarations say. */
export function issueProgram(backend: BackendView, program: Program, run: ProgramRun): void {
  const [x, y = 1, z = 1] = run.workgroups;
  const limit = backend.device.limits.maxComputeWorkgroupsPerDimension;
  if (x > limit || y > limit || z > limit) {
    throw new Error(`${program.key}: ${x}×${y}×${z} workgroups exceed the device's ${limit} per dimension.`);
  }
  const buffers: GPUBuffer[] = [];
  for (const name of program.inputs) buffers.push(bufferOf(backend, program, name, run.inputs[name]));
  for (const name of program.outputs) buffers.push(bufferOf(backend, program, name, run.outputs[name]));
  if (program.uniforms.length > 0) {
    buffers.push(uniformBuffer(backend.device, program, run.uniforms ?? {}));
  }
  const compiled = pipelineOf(backend.device, program);
  if (compiled === undefined || x * y * z === 0) return;
  const bindGroup = backend.device.createBindGroup({
    label: labelOf(program, run),
    layout: compiled.layout,
    entries: buffers.map((buffer, binding) => ({ binding, resource: { buffer } })),
  });
  for (const name of program.inputs) own(backend, run.inputs[name]);
  for (const name of program.outputs) own(backend, run.outputs[name]);
  dispatch(backend, {
    label: program.key,
    pipeline: compiled.pipeline,
    buffers,
    bindGroup,
    workgroups: [x, y, z],
  });
}

/** Records one command into the backend's open pass, and submits when the backend would. Every own kernel passes here. */
export function dispatch(backend: BackendView, command: Dispatch): void {
  backend.ensureCommandEncoderReady();
  const pass = (backend.computePassEncoder ??= backend.commandEncoder!.beginComputePass());
  pass.setPipeline(command.pipeline);
  pass.setBindGroup(0, command.bindGroup);
  pass.dispatchWorkgroups(...command.workgroups);
  backend.dispatchCountInPass += 1;
  if (backend.dispatchCountInPass >= env().getNumber('WEBGPU_DEFERRED_SUBMIT_BATCH_SIZE')) {
    backend.endComputePassEncoder();
    backend.submitQueue();
  }
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

/** What a recorded step and WebGPU's own messages call a dispatch: the program, its tensors and their shapes. */
function labelOf({ key, inputs, outputs }: Program, run: ProgramRun): string {
  const list = (names: readonly string[], tensors: ProgramRun['inputs']): string =>
    names.map((name) => `${name} [${tensors[name]?.shape.join() ?? ''}]`).join(' ');
  return `${key}: ${list(inputs, run.inputs)} → ${list(outputs, run.outputs)}`;
}

function bufferOf(
  backend: BackendView,
  program: Program,
  name: string,
  tensor: TensorInfo | undefined,
): GPUBuffer {
  if (tensor === undefined) throw new Error(`${program.key}: tensor '${name}' is missing.`);
  backend.uploadToGPU(tensor.dataId);
  return backend.tensorMap.get(tensor.dataId).resource as GPUBuffer;
}

/** Keeps the buffer of a tensor from being handed out again before the command that uses it is submitted. */
function own(backend: BackendView, tensor: TensorInfo | undefined): void {
  if (tensor !== undefined) backend.commandQueueOwnedIds.add(tensor.dataId);
}
