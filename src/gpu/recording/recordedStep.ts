import type { Tensor } from '@tensorflow/tfjs-core';
import type {
  LargestBuffer,
  Recording,
  StepCommand,
  TensorValues,
  TimedDispatch,
} from '../../compute/computer';
import { runningKernel } from '../../ops/kernels';
import { flush, freeIdleBuffers, withBuffersOf, withoutSubmits, type BackendView } from '../backendView';
import { costOf } from '../dispatchCost';
import { encode, type Command } from './commands';
import { recordingEncoder } from './recordingEncoder';
import { replayEach } from './replayEach';
import { StepBuffers } from './stepBuffers';
import { timeDispatches } from './timeDispatches';
import { timeReplays } from './timeReplays';

/**
 * A step whose GPU commands were written down while it ran, and which can be run again without tensors, uniforms or
 * bind groups being made. A replay reads its inputs from the same buffers and leaves its results in the same ones.
 */
export class RecordedStep implements Recording {
  readonly result: Tensor;
  readonly dispatches: number;
  readonly largestBuffer: LargestBuffer;
  private readonly backend: BackendView;
  private readonly buffers: StepBuffers;
  private readonly commands: readonly Command[];
  private readonly notes: Bindings['notes'];

  private constructor(
    backend: BackendView,
    buffers: StepBuffers,
    commands: readonly Command[],
    { notes, largest }: Bindings,
    result: Tensor,
  ) {
    this.backend = backend;
    this.buffers = buffers;
    this.commands = commands;
    this.dispatches = commands.filter(({ kind }) => kind === 'dispatch').length;
    this.notes = notes;
    this.largestBuffer = largest;
    this.result = result;
  }

  /** Runs `step` and records its commands, see `StepRecorder`. What it uploads is freed with the recording. */
  static record(backend: BackendView, step: () => Tensor): RecordedStep {
    const { device } = backend;
    const buffers = new StepBuffers(device);
    const commands: Command[] = [];
    const bindings: Bindings = { notes: new WeakMap(), largest: { bytes: 0, program: '' } };
    // The recording has buffers of its own; what tfjs keeps for tensors to come is room for them.
    freeIdleBuffers(backend);

    const makeEncoder = device.createCommandEncoder.bind(device);
    const makeBindGroup = device.createBindGroup.bind(device);
    device.createCommandEncoder = (descriptor) => recordingEncoder(makeEncoder(descriptor), commands);
    device.createBindGroup = (descriptor) => {
      const bindGroup = makeBindGroup(descriptor);
      bindings.notes.set(bindGroup, { op: runningKernel(), bytes: boundBytes(descriptor) });
      noteLargest(bindings, descriptor, buffers);
      return bindGroup;
    };
    try {
      const result = withoutSubmits(() =>
        withBuffersOf(backend, buffers, () => {
          try {
            return step();
          } finally {
            flush(backend);
          }
        }),
      );
      return new RecordedStep(backend, buffers, commands, bindings, result);
    } catch (error) {
      buffers.dispose();
      throw error;
    } finally {
      // The methods of the prototype come to light again.
      Reflect.deleteProperty(device, 'createCommandEncoder');
      Reflect.deleteProperty(device, 'createBindGroup');
    }
  }

  replay(): void {
    flush(this.backend);
    const encoder = this.backend.device.createCommandEncoder();
    encode(encoder, this.commands);
    this.backend.device.queue.submit([encoder.finish()]);
  }

  replayEach(inputs: readonly (readonly TensorValues[])[]): Promise<readonly Float32Array[]> {
    return replayEach(this.backend, this.commands, this.result, inputs);
  }

  time(): Promise<readonly TimedDispatch[]> {
    return timeDispatches(this.backend.device, () => this.replay());
  }

  /** Milliseconds that `count` replays in a row take, without what they copy. */
  timeReplays(count: number): Promise<number> {
    flush(this.backend);
    return timeReplays(this.backend.device, this.commands, count);
  }

  get bytes(): number {
    return this.buffers.numBytesAllocated;
  }

  describe(): readonly StepCommand[] {
    return this.commands.map((command) => {
      if (command.kind === 'copy') return { ...COPY, bytes: 2 * command.size };
      const { pipeline, bindGroup, workgroups } = command;
      const program = pipeline.label;
      const tensors = bindGroup.label.slice(`${program}: `.length);
      const { op, bytes } = this.notes.get(bindGroup) ?? { op: '', bytes: 0 };
      const cost = costOf(bindGroup) ?? { operations: 0, bytes, scratchBytes: 0 };
      return { program, tensors, op, workgroups, ...cost };
    });
  }

  dispose(): void {
    this.result.dispose();
    this.buffers.dispose();
  }
}

const COPY = {
  program: 'copy',
  tensors: '',
  op: '',
  workgroups: [],
  operations: 0,
  scratchBytes: 0,
} as const;

/** What is noted of bind groups as they are made. */
interface Bindings {
  /** Whose kernel is running, and the bytes of all tensors. */
  readonly notes: WeakMap<GPUBindGroup, { readonly op: string; readonly bytes: number }>;
  largest: LargestBuffer;
}

/** Notes the largest buffer that belongs to the step, with the program that is given it first. */
function noteLargest(bindings: Bindings, { label, entries }: GPUBindGroupDescriptor, own: StepBuffers): void {
  for (const { resource } of entries) {
    if (!('buffer' in resource) || !own.owns(resource.buffer)) continue;
    const bytes = resource.buffer.size;
    if (bytes > bindings.largest.bytes) bindings.largest = { bytes, program: label?.split(':')[0] ?? '' };
  }
}

/** Bytes of the tensors; uniforms are none. */
function boundBytes({ entries }: GPUBindGroupDescriptor): number {
  let bytes = 0;
  for (const { resource } of entries)
    if ('buffer' in resource && (resource.buffer.usage & GPUBufferUsage.UNIFORM) === 0)
      bytes += resource.size ?? resource.buffer.size;
  return bytes;
}
