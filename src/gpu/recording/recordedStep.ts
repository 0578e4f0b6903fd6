import type { Tensor } from '@tensorflow/tfjs-core';
import type { Recording, StepCommand, TimedDispatch } from '../../compute/computer';
import { flush, freeIdleBuffers, withBuffersOf, withoutSubmits, type BackendView } from '../backendView';
import { encode, type Command } from './commands';
import { recordingEncoder } from './recordingEncoder';
import { StepBuffers } from './stepBuffers';
import { timeDispatches } from './timeDispatches';

/**
 * A step whose GPU commands were written down while it ran, and which can be run again without tensors, uniforms or
 * bind groups being made. A replay reads its inputs from the same buffers and leaves its results in the same ones.
 */
export class RecordedStep implements Recording {
  readonly result: Tensor;
  readonly dispatches: number;
  private readonly backend: BackendView;
  private readonly buffers: StepBuffers;
  private readonly commands: readonly Command[];
  private readonly bytesOf: WeakMap<GPUBindGroup, number>;

  private constructor(
    backend: BackendView,
    buffers: StepBuffers,
    commands: readonly Command[],
    bytesOf: WeakMap<GPUBindGroup, number>,
    result: Tensor,
  ) {
    this.backend = backend;
    this.buffers = buffers;
    this.commands = commands;
    this.dispatches = commands.filter(({ kind }) => kind === 'dispatch').length;
    this.bytesOf = bytesOf;
    this.result = result;
  }

  /** Runs `step` and records its commands, see `StepRecorder`. What it uploads is freed with the recording. */
  static record(backend: BackendView, step: () => Tensor): RecordedStep {
    const { device } = backend;
    const buffers = new StepBuffers(device);
    const commands: Command[] = [];
    const bytesOf = new WeakMap<GPUBindGroup, number>();
    // The recording has buffers of its own; what tfjs keeps for tensors to come is room for them.
    freeIdleBuffers(backend);

    const makeEncoder = device.createCommandEncoder.bind(device);
    const makeBindGroup = device.createBindGroup.bind(device);
    device.createCommandEncoder = (descriptor) => recordingEncoder(makeEncoder(descriptor), commands);
    device.createBindGroup = (descriptor) => {
      const bindGroup = makeBindGroup(descriptor);
      bytesOf.set(bindGroup, boundBytes(descriptor));
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
      return new RecordedStep(backend, buffers, commands, bytesOf, result);
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

  time(): Promise<readonly TimedDispatch[]> {
    return timeDispatches(this.backend.device, () => this.replay());
  }

  get bytes(): number {
    return this.buffers.numBytesAllocated;
  }

  describe(): readonly StepCommand[] {
    return this.commands.map((command) => {
      if (command.kind === 'copy')
        return { program: 'copy', tensors: '', workgroups: [], bytes: command.size };
      const { pipeline, bindGroup, workgroups } = command;
      const program = pipeline.label;
      const tensors = bindGroup.label.slice(`${program}: `.length);
      return { program, tensors, workgroups, bytes: this.bytesOf.get(bindGroup) ?? 0 };
    });
  }

  dispose(): void {
    this.result.dispose();
    this.buffers.dispose();
  }
}

function boundBytes({ entries }: GPUBindGroupDescriptor): number {
  let bytes = 0;
  for (const { resource } of entries)
    if ('buffer' in resource) bytes += resource.size ?? resource.buffer.size;
  return bytes;
}
