import { ARGUMENTS_OFFSET, CONTROL, takeChunks, THREAD_READY, type ThreadStart } from './pool';

/** @file One thread of the pool: sleeps until there is a job, and takes chunks of it. */

type Programs = Readonly<Record<string, (...values: number[]) => number>>;

addEventListener('message', ({ data }: MessageEvent<ThreadStart>) => {
  const exports = new WebAssembly.Instance(data.module, { env: { memory: data.memory } }).exports as Programs;
  const state = new Int32Array(data.control);
  const values = new Float64Array(data.control, ARGUMENTS_OFFSET);
  let seen = Atomics.load(state, CONTROL.job);
  postMessage(THREAD_READY);
  for (;;) {
    Atomics.wait(state, CONTROL.job, seen);
    seen = Atomics.load(state, CONTROL.job);
    const program = data.programs[state[CONTROL.program]!]!;
    const numbers = [...values.subarray(0, state[CONTROL.count])];
    takeChunks(state, seen, (begin, end) => void exports[program]!(...numbers, begin, end));
  }
});
