import { describe, expect, it } from 'vitest';
import { DEFAULT_PRESET, findPreset } from '../../config/presets';
import type { StepReport, TrainingEvent } from '../../worker/protocol';
import { columnOf } from '../history/growableTable';
import { hasResults, secondsLeft } from './runState';
import { applyEvent, createRunStore } from './runStore';

const config = findPreset(DEFAULT_PRESET)!.config;
const RUN: TrainingEvent = { type: 'run', config, totalSteps: 100, parameterCount: 12 };

function step(number: number, seconds = number): TrainingEvent {
  const report: StepReport = {
    step: number,
    alpha: 0.75,
    loss: { total: 10 / number },
    learningRate: 0.001,
    imagesPerSecond: 100,
    representationStd: 0.1,
    representationCorrelation: 0.1,
    gpuBytes: 1,
    seconds,
  };
  return { type: 'step', report };
}

function after(...events: TrainingEvent[]) {
  return events.reduce(applyEvent, createRunStore().getState());
}

describe('applyEvent', () => {
  it('appends reports and leaves earlier states as they were', () => {
    const one = after(RUN, step(1));
    const two = applyEvent(one, step(2));
    expect([...columnOf(two.history.steps, 'total')]).toEqual([10, 5]);
    expect(one.history.steps.length).toBe(1);
    expect(two.latest?.step).toBe(2);
  });

  it('knows how many images are there until all are', () => {
    const some = after({ type: 'arrival', done: 64, total: 128, secondsLeft: 3 });
    expect(some.arrival).toEqual({ done: 64, total: 128, secondsLeft: 3 });
    expect(applyEvent(some, { type: 'arrival', done: 128, total: 128, secondsLeft: 0 }).arrival).toBeNull();
  });

  it('keeps the curves of the last run with results when a new one begins', () => {
    const second = after(RUN, step(1), step(2), RUN);
    expect(hasResults(second)).toBe(false);
    expect(second.previous?.steps.length).toBe(2);
    expect(second.latest).toBeNull();
    const third = applyEvent(second, RUN);
    expect(third.previous?.steps.length).toBe(2);
  });

  it('keeps a failure with its step until a new run', () => {
    const failure = { code: 'loss_not_finite', message: 'NaN' } as const;
    const failed = after(RUN, step(1), { type: 'failure', failure, step: 2 });
    expect(failed).toMatchObject({ failure, failedAt: 2 });
    expect(applyEvent(failed, RUN)).toMatchObject({ failure: null, failedAt: null });
  });
});

describe('secondsLeft', () => {
  it('follows the pace of the last reports', () => {
    expect(secondsLeft(after(RUN, step(1)))).toBeNull();
    expect(secondsLeft(after(RUN, step(10, 5), step(20, 10)))).toBeCloseTo(40);
  });

  it('forgets how slow the first steps were', () => {
    const slowStart = Array.from({ length: 99 }, (_, index) => step(index + 1, 1000 + index));
    expect(secondsLeft(after(RUN, step(0, 0), ...slowStart))).toBeCloseTo(1);
  });
});
