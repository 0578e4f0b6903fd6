import { env, type Tensor } from '@tensorflow/tfjs-core';
import type { Recording, StepCommand } from '../../compute/computer';
import type { BackendView } from '../backendView';
import { flush } from '../flush';
import { freeIdleBuffers } from '../idleBuffers';
import { encode, type Command } from './commands';
import { recordingEncoder } from './recordingEncoder';
import { StepBuffers } from './stepBuffers';

/** The parts of tfjs's backend that are exchanged while a step is recorded. */
interface RecordableBackend extends Omit<
  BackendView,
  'bufferManager' | 'commandQueueOwnedIds' | 'tensorMap'
> {
  bufferManager: object;
  readonly tensorMap: { get(dataId: object): { external?: boolean; readonly dtype: string } };
  commandQueueOwnedIds: object;
}

const BATCH_FLAG = 'WEBGPU_DEFERRED_SUBMIT_BATCH_SIZE';

/**
 * A step whose GPU commands were written down while it ran, and which can be run again without tensors, uniforms or
 * bind groups being made. A replay reads its inputs from the same buffers and leaves its results in the same ones.
 */
export class RecordedStep implements Recording {
  readonly result: Tensor;
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
    this.bytesOf = bytesOf;
    this.result = result;
  }

  /** Runs `step` and records its commands, see `StepRecorder`. What it uploads is freed with the recording. */
  static record(backend: BackendView, step: () => Tensor): RecordedStep {
    const recordable = backend as RecordableBackend;
    const { device } = backend;
    const buffers = new StepBuffers(device);
    const commands: Command[] = [];
    // The recording has buffers of its own; what tfjs keeps for tensors to come is room for them.
    freeIdleBuffers(backend);

    const { bufferManager, commandQueueOwnedIds } = recordable;
    const batch = env().getNumber(BATCH_FLAG);
    const makeEncoder = device.createCommandEncoder.bind(device);
    recordable.bufferManager = buffers;
    // The order of commands within the step is fixed, so a freed buffer may be used again at once.
    recordable.commandQueueOwnedIds = { add: () => undefined, has: () => false };
    const makeBindGroup = device.createBindGroup.bind(device);
    const bytesOf = new WeakMap<GPUBindGroup, number>();
    device.createBindGroup = (descriptor) => {
      const bindGroup = makeBindGroup(descriptor);
      bytesOf.set(bindGroup, boundBytes(descriptor));
      return bindGroup;
    };
    device.createCommandEncoder = (descriptor) => recordingEncoder(makeEncoder(descriptor), commands);
    env().set(BATCH_FLAG, Number.MAX_SAFE_INTEGER);
    try {
      const result = step();
      flush(backend);
      // Its buffer is the recording's, so disposing of the tensor must not hand it to the buffer manager.
      recordable.tensorMap.get(result.dataId).external = true;
      return new RecordedStep(backend, buffers, commands, bytesOf, result);
    } catch (error) {
      flush(backend);
      buffers.dispose();
      throw error;
    } finally {
      env().set(BATCH_FLAG, batch);
      // The methods of the prototype come to light again.
      Reflect.deleteProperty(device, 'createCommandEncoder');
      Reflect.deleteProperty(device, 'createBindGroup');
      recordable.bufferManager = bufferManager;
      recordable.commandQueueOwnedIds = commandQueueOwnedIds;
    }
  }

  replay(): void {
    flush(this.backend);
    const encoder = this.backend.device.createCommandEncoder();
    encode(encoder, this.commands);
    this.backend.device.queue.submit([encoder.finish()]);
  }

  get dispatches(): number {
    return this.commands.filter(({ kind }) => kind === 'dispatch').length;
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
  for (const { resource } of entries) if ('buffer' in resource) bytes += resource.size ?? resource.buffer.size;
  return bytes;
}
