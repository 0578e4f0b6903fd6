/**
 * @file Threads that share the work of our kernels where memory can be shared. A call sets a job, wakes them, does a share
 * of its own and waits for the others: everything stays synchronous. Which thread computes a number changes nothing in it.
 */

/** What a thread is started with. */
export interface ThreadStart {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  readonly control: SharedArrayBuffer;
  /** Its number, from 1 on; 0 is the caller. */
  readonly thread: number;
  /** Names of the programs, in the order in which jobs number them. */
  readonly programs: readonly string[];
}

/** Message that a thread sends once it can take jobs. */
export const THREAD_READY = 'ready';

/** Places in the control block, in int32 values. */
export const CONTROL = { job: 0, pending: 1, program: 2, count: 3, items: 4, shareSize: 5 } as const;
/** Where the arguments begin, in bytes; they are float64. */
export const ARGUMENTS_OFFSET = 32;
const MOST_ARGUMENTS = 24;
const CONTROL_BYTES = ARGUMENTS_OFFSET + MOST_ARGUMENTS * Float64Array.BYTES_PER_ELEMENT;

const MOST_THREADS = 8;
/** Items of a share are a multiple of this, so that vectors and tiles stay whole. */
const ALIGNMENT = 16;
/** How often the caller looks for the others' end before it sleeps. */
const SPINS = 20_000;

export class Pool {
  private readonly control = new SharedArrayBuffer(CONTROL_BYTES);
  private readonly state = new Int32Array(this.control);
  private readonly values = new Float64Array(this.control, ARGUMENTS_OFFSET);
  private readonly workers: readonly Worker[];
  private readonly programs: readonly string[];

  private constructor(workers: readonly Worker[], programs: readonly string[]) {
    this.workers = workers;
    this.programs = programs;
  }

  /** Threads for all processors, the caller's included; resolves when all can take jobs. */
  static async start(
    module: WebAssembly.Module,
    memory: WebAssembly.Memory,
    programs: readonly string[],
  ): Promise<Pool> {
    const count = Math.min(navigator.hardwareConcurrency, MOST_THREADS) - 1;
    const workers = Array.from(
      { length: count },
      () => new Worker(new URL('./thread.ts', import.meta.url), { type: 'module', name: 'kernels' }),
    );
    const pool = new Pool(workers, programs);
    await Promise.all(
      workers.map((worker, i) => {
        const ready = new Promise<void>((resolve, reject) => {
          worker.onmessage = () => resolve();
          worker.onerror = (event) => reject(new Error(event.message));
        });
        const start: ThreadStart = { module, memory, control: pool.control, thread: i + 1, programs };
        worker.postMessage(start);
        return ready;
      }),
    );
    return pool;
  }

  /** The caller's thread included. */
  get threads(): number {
    return this.workers.length + 1;
  }

  /** Runs `program` on `items` in shares; `own` does the caller's. */
  run(
    program: string,
    values: readonly number[],
    items: number,
    own: (begin: number, end: number) => void,
  ): void {
    const { state } = this;
    const shareSize = Math.ceil(items / this.threads / ALIGNMENT) * ALIGNMENT;
    this.values.set(values);
    state[CONTROL.program] = this.programs.indexOf(program);
    state[CONTROL.count] = values.length;
    state[CONTROL.items] = items;
    state[CONTROL.shareSize] = shareSize;
    Atomics.store(state, CONTROL.pending, this.workers.length);
    Atomics.add(state, CONTROL.job, 1);
    Atomics.notify(state, CONTROL.job);
    own(0, Math.min(shareSize, items));
    this.wait();
  }

  close(): void {
    for (const worker of this.workers) worker.terminate();
  }

  private wait(): void {
    const { state } = this;
    // A page's own thread may not sleep, so it goes on looking.
    const maySleep = 'importScripts' in globalThis;
    for (let spins = 0; ; spins++) {
      const pending = Atomics.load(state, CONTROL.pending);
      if (pending === 0) return;
      if (maySleep && spins > SPINS) Atomics.wait(state, CONTROL.pending, pending);
    }
  }
}
