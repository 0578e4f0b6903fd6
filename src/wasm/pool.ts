/**
 * @file Threads that share the work of our kernels where memory can be shared. A call sets a job, wakes them, and takes
 * chunks of it as they do, until all are done: everything stays synchronous, and a thread that is late costs nothing.
 * Which thread computes a number changes nothing in it.
 */

/** What a thread is started with. */
export interface ThreadStart {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  readonly control: SharedArrayBuffer;
  /** Names of the programs, in the order in which jobs number them. */
  readonly programs: readonly string[];
}

/** Message that a thread sends once it can take jobs. */
export const THREAD_READY = 'ready';

/**
 * Places in the control block, in int32 values. `ticket` is the next chunk, with the job's number in its upper half, so
 * that no thread takes a chunk of a job that it has not read.
 */
export const CONTROL = { job: 0, ticket: 1, done: 2, program: 3, count: 4, items: 5, chunk: 6 } as const;
/** Where the arguments begin, in bytes; they are float64. */
export const ARGUMENTS_OFFSET = 32;
const MOST_ARGUMENTS = 24;
const CONTROL_BYTES = ARGUMENTS_OFFSET + MOST_ARGUMENTS * Float64Array.BYTES_PER_ELEMENT;

const MOST_THREADS = 8;
const CHUNKS_PER_THREAD = 4;
/** Items of a chunk are a multiple of this, so that vectors and tiles stay whole. */
const ALIGNMENT = 4;
/** How often the caller looks for the others' end before it sleeps. */
const SPINS = 20_000;
const HALF = 0xffff;

/** Takes chunks of job `job` until there are none; `run` does one. */
export function takeChunks(state: Int32Array, job: number, run: (begin: number, end: number) => void): void {
  const items = Atomics.load(state, CONTROL.items);
  const chunk = Atomics.load(state, CONTROL.chunk);
  const chunks = Math.ceil(items / chunk);
  for (;;) {
    const ticket = Atomics.load(state, CONTROL.ticket);
    const number = ticket & HALF;
    if (ticket >>> 16 !== (job & HALF) || number >= chunks) return;
    if (Atomics.compareExchange(state, CONTROL.ticket, ticket, ticket + 1) !== ticket) continue;
    run(number * chunk, Math.min((number + 1) * chunk, items));
    if (Atomics.add(state, CONTROL.done, 1) + 1 === chunks) Atomics.notify(state, CONTROL.done);
  }
}

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
      workers.map((worker) => {
        const ready = new Promise<void>((resolve, reject) => {
          worker.onmessage = () => resolve();
          worker.onerror = (event) => reject(new Error(event.message));
        });
        const start: ThreadStart = { module, memory, control: pool.control, programs };
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

  /** Runs `program` on `items` in chunks, so many for each thread; `own` does those that the caller takes. */
  run(
    program: string,
    values: readonly number[],
    items: number,
    own: (begin: number, end: number) => void,
    chunksPerThread = CHUNKS_PER_THREAD,
  ): void {
    const { state } = this;
    const chunk = Math.ceil(items / this.threads / chunksPerThread / ALIGNMENT) * ALIGNMENT;
    const job = state[CONTROL.job]! + 1;
    // A thread that is still at the job before finds no chunk of it while this one is written.
    Atomics.store(state, CONTROL.ticket, ((job & HALF) << 16) | HALF);
    this.values.set(values);
    Atomics.store(state, CONTROL.program, this.programs.indexOf(program));
    Atomics.store(state, CONTROL.count, values.length);
    Atomics.store(state, CONTROL.items, items);
    Atomics.store(state, CONTROL.chunk, chunk);
    Atomics.store(state, CONTROL.done, 0);
    Atomics.store(state, CONTROL.ticket, (job & HALF) << 16);
    Atomics.store(state, CONTROL.job, job);
    Atomics.notify(state, CONTROL.job);
    takeChunks(state, job, own);
    this.wait(Math.ceil(items / chunk));
  }

  close(): void {
    for (const worker of this.workers) worker.terminate();
  }

  private wait(chunks: number): void {
    const { state } = this;
    // A page's own thread may not sleep, so it goes on looking.
    const maySleep = 'importScripts' in globalThis;
    for (let spins = 0; ; spins++) {
      const done = Atomics.load(state, CONTROL.done);
      if (done === chunks) return;
      if (maySleep && spins > SPINS) Atomics.wait(state, CONTROL.done, done);
    }
  }
}
