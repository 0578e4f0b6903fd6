import { setTimeout as wait } from 'node:timers/promises';
import type { Child, StartChild } from './children';
import type { ProgramCall } from './commands';
import type { PointFolder } from './pointFolder';

/** A point to work on. */
export interface PointTask {
  readonly id: string;
  readonly folder: PointFolder;
  /** What is to be run, as it is when its turn has come. */
  readonly calls: () => readonly ProgramCall[];
  /** Number of the process that works in its folder already; `undefined` where none does. */
  readonly heldBy: () => number | undefined;
}

/** How the work on a point ended. */
export type PointEnd = 'done' | 'failed' | 'stopped';

export interface RunListener<Task> {
  /** A point was done before its turn, or was worked on here. */
  onEnd(task: Task, end: PointEnd, seconds: number): void;
  /** All that is left is worked on by other processes. */
  onWait(task: Task, pid: number): void;
}

/** How often is looked whether another process has left a folder, in ms. */
const LOOK_EVERY = 1000;

/**
 * Works on points, `jobs` at a time, in their order; one that fails does not end the others. Where the signal is aborted,
 * nothing more is started and what runs is asked to save and end.
 */
export async function runPoints<Task extends PointTask>(
  tasks: readonly Task[],
  jobs: number,
  start: StartChild,
  signal: AbortSignal,
  listener: RunListener<Task>,
): Promise<void> {
  const queue = [...tasks];
  const toldToWait = new Set<string>();
  const running = new Set<Child>();
  const isStopped = () => signal.aborted;
  const endAll = () => running.forEach((child) => child.end());
  signal.addEventListener('abort', endAll);

  async function run(call: ProgramCall, folder: PointFolder): Promise<boolean> {
    const child = start(call, folder.file('log'));
    running.add(child);
    try {
      return (await child.ended) === 0;
    } finally {
      running.delete(child);
    }
  }

  async function work(task: Task): Promise<PointEnd> {
    for (const call of task.calls()) {
      const isDone = !isStopped() && (await run(call, task.folder));
      if (!isDone) return isStopped() ? 'stopped' : 'failed';
    }
    return task.calls().length === 0 ? 'done' : 'failed';
  }

  /** The next point that no other process works on; waits where there are only such. */
  async function next(): Promise<Task | undefined> {
    while (queue.length > 0 && !isStopped()) {
      const free = queue.findIndex((task) => task.heldBy() === undefined);
      if (free >= 0) return queue.splice(free, 1)[0];
      const [first] = queue;
      if (!toldToWait.has(first!.id)) listener.onWait(first!, first!.heldBy() ?? 0);
      toldToWait.add(first!.id);
      await wait(LOOK_EVERY, undefined, { signal }).catch(() => undefined);
    }
    return undefined;
  }

  async function worker(): Promise<void> {
    for (let task = await next(); task !== undefined; task = await next()) {
      const begun = performance.now();
      const end = await work(task);
      listener.onEnd(task, end, (performance.now() - begun) / 1000);
    }
  }

  try {
    await Promise.all(Array.from({ length: jobs }, worker));
  } finally {
    signal.removeEventListener('abort', endAll);
  }
}
