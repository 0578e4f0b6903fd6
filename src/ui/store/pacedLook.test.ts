import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Failure } from '../../failure';
import type { LookAnswer, LookQuestion } from '../../worker/protocol';
import type { Looks } from './looks';
import { createPacedLook, NO_LOOK, type LookState } from './pacedLook';

type Question = LookQuestion<'stemFilters'>;
type Answer = LookAnswer;

const OF_RUN: Question = { kind: 'stemFilters', subject: { of: 'run' }, request: {} };
const report = { count: 0, side: 0, weights: new Float32Array(0) };
const answer = (step: number, seconds = 0.1): Answer => ({ step, seconds, report });

/** Looks that are answered one by one by the test. */
function manualLooks() {
  const asked: { question: Question; resolve: (answer: Answer) => void; reject: (error: Error) => void }[] =
    [];
  const looks = {
    take: (question: Question) =>
      new Promise<Answer>((resolve, reject) => asked.push({ question, resolve, reject })),
  } as unknown as Looks;
  return { asked, looks };
}

function open() {
  const { asked, looks } = manualLooks();
  let state: LookState<'stemFilters'> = NO_LOOK;
  const look = createPacedLook<'stemFilters'>(looks, (next) => (state = next));
  return { asked, look, state: () => state };
}

const settle = () => vi.advanceTimersByTimeAsync(0);

describe('createPacedLook', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('asks at once, and tells the answer', async () => {
    const { asked, look, state } = open();
    look.want(OF_RUN);
    expect(state().isAsking).toBe(true);
    asked[0]!.resolve(answer(3));
    await settle();
    expect(state()).toEqual({ answer: answer(3), isAsking: false, failure: null });
  });

  it('rests while the run trains, until looks are one part in 25 of the time', async () => {
    const { asked, look } = open();
    look.want(OF_RUN);
    asked[0]!.resolve(answer(0, 0.1));
    await settle();
    look.reached({ step: 10, isRunning: true });
    await vi.advanceTimersByTimeAsync(2400);
    look.reached({ step: 20, isRunning: true });
    expect(asked).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(200);
    expect(asked).toHaveLength(2);
  });

  it('looks again at once when the run comes to rest at another step, and not at the same one', async () => {
    const { asked, look } = open();
    look.want(OF_RUN);
    asked[0]!.resolve(answer(0, 10));
    await settle();
    look.reached({ step: 10, isRunning: true });
    look.reached({ step: 10, isRunning: false });
    expect(asked).toHaveLength(2);
    asked[1]!.resolve(answer(10, 10));
    await settle();
    look.reached({ step: 10, isRunning: false });
    expect(asked).toHaveLength(2);
  });

  it('looks only once at a moment, which stays as it was', async () => {
    const { asked, look } = open();
    look.want({ ...OF_RUN, subject: { of: 'moment', step: 5 } });
    asked[0]!.resolve(answer(5));
    await settle();
    look.reached({ step: 100, isRunning: false });
    expect(asked).toHaveLength(1);
  });

  it('takes the last of several questions after the one under way, whose answer is not told', async () => {
    const { asked, look, state } = open();
    look.want(OF_RUN);
    look.want({ ...OF_RUN, subject: { of: 'moment', step: 1 } });
    look.want({ ...OF_RUN, subject: { of: 'moment', step: 2 } });
    asked[0]!.resolve(answer(0));
    await settle();
    expect(asked.map(({ question }) => question.subject)).toEqual([{ of: 'run' }, { of: 'moment', step: 2 }]);
    expect(state().answer).toBeNull();
    asked[1]!.resolve(answer(2));
    await settle();
    expect(state().answer?.step).toBe(2);
  });

  it('keeps the last answer beside a failure, and says nothing of a run that was given up', async () => {
    const { asked, look, state } = open();
    look.want(OF_RUN);
    asked[0]!.resolve(answer(0));
    await settle();
    look.want({ ...OF_RUN });
    asked[1]!.reject(new Failure({ code: 'cancelled', message: 'Given up.' }));
    await settle();
    expect(state().failure).toBeNull();
    look.want({ ...OF_RUN });
    asked[2]!.reject(new Failure({ code: 'internal', message: 'It broke.' }));
    await settle();
    expect(state().failure?.message).toBe('It broke.');
    expect(state().answer?.step).toBe(0);
  });

  it('asks nothing more once it is stopped', async () => {
    const { asked, look } = open();
    look.want(OF_RUN);
    look.stop();
    asked[0]!.resolve(answer(0));
    await settle();
    look.reached({ step: 10, isRunning: false });
    expect(asked).toHaveLength(1);
  });
});
