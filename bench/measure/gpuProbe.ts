/** @file Counts what any library asks of WebGPU, by listening in on the interface itself. */

/** What went over the interface since the last reading, and what is held. */
export interface GpuCounts {
  readonly dispatches: number;
  readonly submits: number;
  readonly liveBytes: number;
  readonly peakBytes: number;
}

const counts = { dispatches: 0, submits: 0, liveBytes: 0, peakBytes: 0 };
const sizes = new WeakMap<GPUBuffer, number>();
let installed = false;

/** Begins to count. Call it before the library under test opens its device; again, it changes nothing. */
export function installGpuProbe(): void {
  if (installed || typeof GPUDevice === 'undefined') return;
  installed = true;
  listen(GPUComputePassEncoder.prototype, 'dispatchWorkgroups', () => (counts.dispatches += 1));
  listen(GPUComputePassEncoder.prototype, 'dispatchWorkgroupsIndirect', () => (counts.dispatches += 1));
  listen(GPUQueue.prototype, 'submit', () => (counts.submits += 1));
  listen(GPUDevice.prototype, 'createBuffer', (buffer) => {
    sizes.set(buffer, buffer.size);
    counts.liveBytes += buffer.size;
    counts.peakBytes = Math.max(counts.peakBytes, counts.liveBytes);
  });
  listen(GPUBuffer.prototype, 'destroy', (_, buffer) => {
    counts.liveBytes -= sizes.get(buffer) ?? 0;
    sizes.delete(buffer);
  });
}

/** The counts, with those of commands set back to 0. */
export function readGpuCounts(): GpuCounts {
  const read = { ...counts };
  counts.dispatches = 0;
  counts.submits = 0;
  return read;
}

type Methods<T> = { [K in keyof T]: T[K] extends (...args: never[]) => unknown ? K : never }[keyof T];

function listen<T extends object, K extends Methods<T>>(
  prototype: T,
  method: K,
  heard: (result: T[K] extends (...args: never[]) => infer R ? R : never, self: T) => void,
): void {
  const original = prototype[method] as (this: T, ...args: unknown[]) => unknown;
  Object.defineProperty(prototype, method, {
    configurable: true,
    writable: true,
    value: function (this: T, ...args: unknown[]) {
      const result = original.apply(this, args);
      heard(result as Parameters<typeof heard>[0], this);
      return result;
    },
  });
}
