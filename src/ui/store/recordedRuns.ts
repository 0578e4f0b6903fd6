import { createStore, type StoreApi } from 'zustand/vanilla';
import { RECORDED, recordedLabel, type Recorded } from '../../experiments/recorded';
import { failureInfo } from '../../failure';
import type { RunShelf } from '../../storage/runShelf';
import type { Comparison } from './comparison';
import type { ConfigStore } from './configStore';
import { loadRecorded } from './loadRecorded';
import type { Message } from './messages';
import type { PlayedReport, PlayedRun } from './playedRun';
import type { RecordedWish } from './recordedAddress';
import { hasResults, type RunState } from './runState';
import type { RunStore } from './runStore';
import { phaseOf } from './status';

/** How many times as fast as usual a recorded run can be played. */
export const SPEEDS = [0.5, 1, 2, 4] as const;
export type Speed = (typeof SPEEDS)[number];

/** How long a whole run takes at the usual speed, in ms. */
const WHOLE = 20_000;

export interface RecordedState {
  /** True until it is known whether the page opens with a run. */
  readonly isAwaited: boolean;
  /** The run that is being fetched. */
  readonly loading: Recorded | null;
  /** The run that has the Training view; `null` while the page's own run has it. */
  readonly played: PlayedRun | null;
  /** Which of its reports is on show. */
  readonly place: number;
  readonly isPlaying: boolean;
  readonly speed: Speed;
}

/** The report of a state that plays a run. */
export function reportOnShow({ reports }: PlayedRun, place: number): PlayedReport {
  return reports[place] ?? reports[0];
}

/** What a person can do with the runs that are shipped with the page; failures become messages. */
export interface RecordedRuns {
  readonly store: StoreApi<RecordedState>;
  /** Plays what the page was opened with, where that is a recorded run or a first visit. */
  open(wish: RecordedWish): Promise<void>;
  /** Plays a run from its beginning in the Training view. */
  show(recorded: Recorded): Promise<void>;
  /** Gives the Training view back to the page's own run. */
  readonly end: () => void;
  readonly play: () => void;
  readonly pause: () => void;
  /** Shows a report, and pauses there. */
  readonly seek: (place: number) => void;
  readonly setSpeed: (speed: Speed) => void;
  /** Puts the run on show and another one into the comparison. True when that was done. */
  compareWith(other: Recorded): Promise<boolean>;
  /** Starts a run of the settings in the panels from its weights. */
  startFrom(): Promise<void>;
  /** Takes its settings over and trains it again; the page says how far the two are apart. */
  reproduce(): Promise<void>;
}

/** Has something called before each drawing of the screen, with the time in ms; what it returns ends that. */
export type Clock = (tick: (now: number) => void) => () => void;

interface Surroundings {
  readonly shelf: Promise<Pick<RunShelf, 'contents'> | undefined>;
  readonly run: RunStore;
  readonly config: ConfigStore;
  readonly comparison: Comparison;
  readonly tell: (message: Message) => void;
  readonly loadWeights: (file: File) => Promise<unknown>;
  readonly reproduce: () => Promise<void>;
  /** Left out, from the page's own site. */
  readonly load?: typeof loadRecorded;
  readonly clock?: Clock;
  /** True for a person who wants nothing to move by itself. */
  readonly isStill?: () => boolean;
}

/** Key of the message about a run that cannot be shown. */
const FAILED = 'recorded run';

export function createRecordedRuns(around: Surroundings): RecordedRuns {
  const { shelf, run, config, comparison, tell, loadWeights, reproduce } = around;
  const { load = loadRecorded, clock = eachFrame, isStill = wantsStill } = around;
  const store = createStore<RecordedState>(() => ({
    isAwaited: false,
    loading: null,
    played: null,
    place: 0,
    isPlaying: false,
    speed: 1,
  }));
  /** Ends what was asked for before. */
  let asked = new AbortController();
  let stopClock: (() => void) | undefined;

  function anew(): AbortSignal {
    asked.abort();
    asked = new AbortController();
    return asked.signal;
  }

  async function fetched(recorded: Recorded, signal: AbortSignal): Promise<PlayedRun | null> {
    store.setState({ loading: recorded });
    try {
      const played = await load(recorded, signal);
      return signal.aborted ? null : played;
    } catch (error) {
      if (signal.aborted) return null;
      const { message } = failureInfo(error, 'loading a recorded run');
      const text = `The recorded run “${recordedLabel(recorded)}” cannot be shown. ${message}`;
      tell({ key: FAILED, tone: 'info', text });
      return null;
    } finally {
      if (!signal.aborted) store.setState({ loading: null });
    }
  }

  function stop(): void {
    stopClock?.();
    stopClock = undefined;
    store.setState({ isPlaying: false });
  }

  function start(): void {
    const { played } = store.getState();
    if (played === null) return;
    stop();
    const last = played.reports.length - 1;
    if (store.getState().place >= last) store.setState({ place: 0 });
    store.setState({ isPlaying: true });
    let { step: position } = reportOnShow(played, store.getState().place);
    let before: number | undefined;
    stopClock = clock((now) => {
      const { place, speed } = store.getState();
      position += (speed * (now - (before ?? now)) * played.totalSteps) / WHOLE;
      before = now;
      let next = place;
      while (next < last && played.reports[next + 1]!.step <= position) next++;
      if (next !== place) store.setState({ place: next });
      if (next === last) stop();
    });
  }

  /** @param isUnasked true where nobody has pressed anything */
  async function show(recorded: Recorded, signal: AbortSignal, isUnasked: boolean): Promise<void> {
    const played = await fetched(recorded, signal);
    if (played === null) return;
    stop();
    const rests = isUnasked && isStill();
    store.setState({ played, place: rests ? played.reports.length - 1 : 0 });
    if (!rests) start();
  }

  async function hasTrained(): Promise<boolean> {
    const contents = await (await shelf)?.contents();
    return (contents?.records.length ?? 0) > 0;
  }

  function end(): void {
    anew();
    stop();
    store.setState({ played: null, loading: null, place: 0 });
  }

  // However the page's own run begins, it is what a person wants to see.
  run.subscribe((state, before) => {
    if (begins(state) && !begins(before)) end();
  });

  const recordedRuns: RecordedRuns = {
    store,
    open: async (wish) => {
      if (wish === 'off') return;
      const signal = anew();
      store.setState({ isAwaited: true });
      try {
        if (wish === 'firstVisit' && (await hasTrained())) return;
        if (!signal.aborted) await show(wish === 'firstVisit' ? RECORDED[0] : wish, signal, true);
      } finally {
        store.setState({ isAwaited: false });
      }
    },
    show: (recorded) => show(recorded, anew(), false),
    end,
    play: start,
    pause: stop,
    seek: (place) => {
      stop();
      store.setState({ place });
    },
    setSpeed: (speed) => store.setState({ speed }),
    compareWith: async (other) => {
      const { played } = store.getState();
      if (played === null) return false;
      const second = await fetched(other, anew());
      if (second === null) return false;
      const { comparedRun } = await import('./recordedAsRun');
      stop();
      comparison.compareBrought([comparedRun(played), comparedRun(second)]);
      return true;
    },
    startFrom: async () => {
      const { played } = store.getState();
      if (played === null) return;
      const { weightsFile } = await import('./recordedAsRun');
      await loadWeights(weightsFile(played));
    },
    reproduce: async () => {
      const { played } = store.getState();
      if (played === null || !config.getState().accepts(played.run.config)) return;
      const { sharedRun } = await import('./recordedAsRun');
      run.dispatch({ type: 'sharedShown', shared: sharedRun(played) });
      end();
      await reproduce();
    },
  };
  return recordedRuns;
}

function begins(state: RunState): boolean {
  return hasResults(state) || phaseOf(state) === 'running' || state.weights !== null;
}

function eachFrame(tick: (now: number) => void): () => void {
  let frame = requestAnimationFrame(function next(now) {
    frame = requestAnimationFrame(next);
    tick(now);
  });
  return () => cancelAnimationFrame(frame);
}

function wantsStill(): boolean {
  return window.matchMedia('(prefers-reduced-motion: reduce)').matches;
}
