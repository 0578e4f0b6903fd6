import { expect, it } from 'vitest';
import type { IssuedStep } from './run';
import { TrainingLoop, type LoopHooks } from './trainingLoop';

/** A run of 20 steps that computes nothing, and the pieces in which its steps were handed on. */
function fakeRun() {
  const pieces: number[] = [];
  const run = {
    step: 0,
    totalSteps: 20,
    advanceBy: (most: number): readonly IssuedStep[] => {
      pieces.push(most);
      run.step += most;
      return [];
    },
  };
  return { run, pieces };
}

const HOOKS: LoopHooks = {
  onBegin: () => Promise.resolve(),
  stepsTogether: () => 8,
  settle: () => Promise.resolve(),
  lookAfter: () => undefined,
  onError: async (error) => {
    throw error;
  },
  onRest: () => Promise.resolve(),
};

it('hands on steps in pieces, the last no longer than what is left', async () => {
  const { run, pieces } = fakeRun();
  const loop = new TrainingLoop(run, HOOKS);
  await loop.go(3);
  await loop.go(Infinity);
  expect(pieces).toEqual([3, 8, 8, 1]);
});

it('looks between two pieces, when none is under way', async () => {
  const { run } = fakeRun();
  let underWay = 0;
  const seen: [step: number, underWay: number][] = [];
  const settle = async () => {
    underWay++;
    await new Promise((resolve) => setImmediate(resolve));
    underWay--;
  };
  const lookAfter = (step: number) => async () => void seen.push([step, underWay]);
  await new TrainingLoop(run, { ...HOOKS, settle, lookAfter }).go(16);
  expect(seen).toEqual([
    [8, 0],
    [16, 0],
  ]);
});

it('stops after the pieces under way', async () => {
  const { run, pieces } = fakeRun();
  const settled: Promise<void>[] = [];
  const loop: TrainingLoop = new TrainingLoop(run, {
    ...HOOKS,
    settle: () => {
      if (pieces.length === 2) settled.push(loop.stop());
      return Promise.resolve();
    },
  });
  await loop.go(Infinity);
  await Promise.all(settled);
  expect(pieces).toEqual([8, 8]);
});
