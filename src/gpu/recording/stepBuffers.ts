import type { BufferManager } from '../backendView';

/**
 * The buffers of one recorded step, in place of tfjs's buffer manager while it is recorded. They belong to the recording
 * for its whole life, so no later op is handed one of them. Within the step, a buffer that was given back is used again:
 * the GPU runs the commands in the same order at every replay. What the host has written (uploads, uniforms) is the
 * exception: its contents must outlive the step.
 */
export class StepBuffers implements BufferManager {
  numBytesUsed = 0;
  numBytesAllocated = 0;
  private readonly device: GPUDevice;
  private readonly free = new Map<string, GPUBuffer[]>();
  private readonly all = new Set<GPUBuffer>();
  private readonly written = new Set<GPUBuffer>();

  constructor(device: GPUDevice) {
    this.device = device;
  }

  acquireBuffer(size: number, usage: number, mappedAtCreation = false): GPUBuffer {
    const byHost = mappedAtCreation || (usage & GPUBufferUsage.UNIFORM) !== 0;
    const recycled = byHost ? undefined : this.free.get(key(size, usage))?.pop();
    const buffer = recycled ?? this.device.createBuffer({ size, usage, mappedAtCreation });
    if (recycled === undefined) {
      this.all.add(buffer);
      this.numBytesAllocated += size;
    }
    if (byHost) this.written.add(buffer);
    this.numBytesUsed += size;
    return buffer;
  }

  releaseBuffer(buffer: GPUBuffer): void {
    this.numBytesUsed -= buffer.size;
    if (this.written.has(buffer) || !this.owns(buffer)) return;
    const name = key(buffer.size, buffer.usage);
    const sameKind = this.free.get(name);
    if (sameKind === undefined) this.free.set(name, [buffer]);
    else sameKind.push(buffer);
  }

  /** Whether a buffer belongs to the step. */
  owns(buffer: GPUBuffer): boolean {
    return this.all.has(buffer);
  }

  dispose(): void {
    for (const buffer of this.all) buffer.destroy();
    this.all.clear();
    this.free.clear();
    this.written.clear();
    this.numBytesUsed = 0;
    this.numBytesAllocated = 0;
  }
}

function key(size: number, usage: number): string {
  return `${size}_${usage}`;
}
