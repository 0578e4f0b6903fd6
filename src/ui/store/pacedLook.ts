import { failureInfo, type FailureInfo } from '../../failure';
import type { LookAnswer, LookKind, LookQuestion } from '../../worker/protocol';
import type { Looks } from './looks';

/** Share of a training's time that a view's looks may take. */
const MOST_SHARE = 0.04;
/** Looks of a training are at least so far apart, in ms: faster than one reads. */
const LEAST_REST = 500;

/** What is known of a look that is taken again and again. */
export interface LookState<Kind extends LookKind> {
  /** The last one; it stays while the next is on its way. */
  readonly answer: LookAnswer<Kind> | null;
  /** What it answers, which may not be what is asked now. */
  readonly question: LookQuestion<Kind> | null;
  readonly isAsking: boolean;
  readonly failure: FailureInfo | null;
}

export const NO_LOOK = { answer: null, question: null, isAsking: false, failure: null } as const;

/** How far the run is of which looks are taken. */
export interface LookedAtProgress {
  readonly step: number;
  readonly isRunning: boolean;
}

export interface PacedLook<Kind extends LookKind> {
  /** Takes this look from now on; of one that is under way nothing more is heard. */
  want(question: LookQuestion<Kind>): void;
  /** Tells how far the run is: its weights are looked at again, at a pace that costs the training little. */
  reached(progress: LookedAtProgress): void;
  /** Takes no more looks. */
  stop(): void;
}

/**
 * Takes a look, and takes it again as the run goes on. While it trains, looks wait until they are `MOST_SHARE` of its time.
 * @param onState gets what is known whenever that changes.
 */
export function createPacedLook<Kind extends LookKind>(
  looks: Looks,
  onState: (state: LookState<Kind>) => void,
): PacedLook<Kind> {
  let state: LookState<Kind> = NO_LOOK;
  let wanted: LookQuestion<Kind> | null = null;
  let progress: LookedAtProgress = { step: 0, isRunning: false };
  /** The question that is under way, and the step at which it was asked. */
  let asked: LookQuestion<Kind> | null = null;
  let askedAt = -1;
  let restUntil = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function set(change: Partial<LookState<Kind>>): void {
    state = { ...state, ...change };
    onState(state);
  }

  async function ask(question: LookQuestion<Kind>): Promise<void> {
    asked = question;
    askedAt = progress.step;
    set({ isAsking: true });
    let change: Partial<LookState<Kind>>;
    try {
      const answer = await looks.take(question);
      restUntil = performance.now() + Math.max(LEAST_REST, (1000 * answer.seconds) / MOST_SHARE);
      change = { answer, question, failure: null };
    } catch (error) {
      restUntil = performance.now() + LEAST_REST;
      const failure = failureInfo(error, 'looking at the model');
      // A run that was given up is followed by another.
      change = failure.code === 'cancelled' ? {} : { failure };
    }
    asked = null;
    if (wanted === question) set({ ...change, isAsking: false });
    else if (wanted !== null) void ask(wanted);
    else set({ isAsking: false });
  }

  /** Looks again when the weights have changed since, now or when it is time. */
  function lookAgain(): void {
    clearTimeout(timer);
    if (wanted === null || asked !== null || wanted.subject.of !== 'run' || progress.step === askedAt) return;
    const rest = progress.isRunning ? restUntil - performance.now() : 0;
    if (rest > 0) timer = setTimeout(lookAgain, rest);
    else void ask(wanted);
  }

  return {
    want: (question) => {
      wanted = question;
      clearTimeout(timer);
      if (asked === null) void ask(question);
    },
    reached: (now) => {
      progress = now;
      lookAgain();
    },
    stop: () => {
      wanted = null;
      clearTimeout(timer);
    },
  };
}
