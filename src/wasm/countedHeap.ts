import { engine, type KernelBackend } from '@tensorflow/tfjs-core';
import { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { viewBackend, withoutValues, type BackendView } from './backendView';

/** What tfjs's engine keeps of the backend that is in use. */
interface ActiveBackend {
  backendName: string;
  backendInstance: KernelBackend | null;
  /** Has the kernels of the backend fetch their functions from it: they have those of one backend at a time. */
  setupRegisteredKernels(): void;
}

/** Addresses are handed out in steps of so many bytes. */
const ALIGNMENT = 16;
const NAME = 'wasm';

/** Memory without contents: it counts what is taken of it. */
export class CountedHeap {
  used = 0;
  /** The most that was used at a time. */
  peak = 0;
  /** The most that was taken at once. */
  largest = 0;
  private next = ALIGNMENT;
  private readonly sizes = new Map<number, number>();

  readonly malloc = (bytes: number): number => {
    const size = Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
    const address = this.next;
    this.next += size + ALIGNMENT;
    this.sizes.set(address, size);
    this.used += size;
    this.peak = Math.max(this.peak, this.used);
    this.largest = Math.max(this.largest, size);
    return address;
  };

  readonly free = (address: number): void => {
    this.used -= this.sizes.get(address) ?? 0;
    this.sizes.delete(address);
  };
}

const nothing = (): number => 0;

/** tfjs's module, as far as its backend and kernels call it, without code. */
function moduleOn({ malloc, free }: CountedHeap) {
  return {
    _malloc: malloc,
    _free: free,
    HEAPU8: { set: nothing },
    cwrap: () => nothing,
    tfjs: {
      ...{ initWithThreadsCount: nothing, getThreadsCount: () => 1 },
      ...{ registerTensor: nothing, disposeData: nothing, dispose: nothing },
    },
  };
}

/**
 * Runs `work` on tfjs's WebAssembly backend over a heap that only counts. The backend in use stays as it is, and is in use
 * again afterwards; so `work` must be synchronous, and dispose of all its tensors.
 */
export function withCountedHeap<T>(work: (heap: CountedHeap, backend: BackendView) => T): T {
  const heap = new CountedHeap();
  const active = engine() as unknown as ActiveBackend;
  const { backendName, backendInstance } = active;
  const own = new BackendWasm(moduleOn(heap) as unknown as ConstructorParameters<typeof BackendWasm>[0]);
  const backend = viewBackend(own);
  withoutValues(backend);
  try {
    active.backendName = NAME;
    active.backendInstance = own;
    active.setupRegisteredKernels();
    return work(heap, backend);
  } finally {
    active.backendName = backendName;
    active.backendInstance = backendInstance;
    if (backendName === NAME) active.setupRegisteredKernels();
  }
}
