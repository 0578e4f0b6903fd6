import { ARGUMENTS_OFFSET, CONTROL, THREAD_READY, type ThreadStart } from './pool';

/** @file One thread of the pool: sleeps until there is a job, does its share, and says so. */

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
    const items = state[CONTROL.items]!;
    const shareSize = state[CONTROL.shareSize]!;
    const begin = Math.min(data.thread * shareSize, items);
    const end = Math.min(begin + shareSize, items);
    if (begin < end)
      exports[data.programs[state[CONTROL.program]!]!]!(
        ...values.subarray(0, state[CONTROL.count]),
        begin,
        end,
      );
    if (Atomics.sub(state, CONTROL.pending, 1) === 1) Atomics.notify(state, CONTROL.pending);
  }
});
