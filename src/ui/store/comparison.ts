import { createStore, type StoreApi } from 'zustand/vanilla';
import { failureInfo } from '../../failure';
import type { MatchSnapshot } from '../../reports/matches';
import type { RunRecord } from '../../storage/runRecord';
import { historyFrom } from '../history/historyFrom';
import type { RunHistory } from '../history/history';
import type { Library } from './library';

/** Runs that can be compared at once. */
export const MOST_COMPARED = 8;

/** A run of a comparison. */
export interface ComparedRun {
  readonly record: RunRecord;
  readonly history: RunHistory;
  readonly snapshots: readonly MatchSnapshot[];
}

export interface ComparisonState {
  /** Ids, in the order in which they were chosen. */
  readonly chosen: readonly string[];
  /** Those of them that have been read. */
  readonly runs: Readonly<Record<string, ComparedRun>>;
  /** Why others could not be read. */
  readonly failures: Readonly<Record<string, string>>;
}

export interface Comparison {
  readonly store: StoreApi<ComparisonState>;
  /** Takes a run in or out. False where there are `MOST_COMPARED` already. */
  choose(id: string, isChosen: boolean): boolean;
  /** Compares these runs alone, which the library does not have; their records have ids of their own. */
  compareBrought(runs: readonly ComparedRun[]): void;
  clear(): void;
}

/** The runs that a person has chosen to compare, and others that were brought; one that trains on is read again whenever it was kept anew. */
export function createComparison(library: Library): Comparison {
  const store = createStore<ComparisonState>(() => ({ chosen: [], runs: {}, failures: {} }));

  /** Ids of runs that the library knows nothing of. */
  const brought = new Set<string>();

  async function read(id: string): Promise<void> {
    try {
      const { record, results } = await library.read(id);
      const { history } = historyFrom(results.metrics);
      const compared = { record, history, snapshots: results.snapshots };
      set(({ runs }) => ({ runs: { ...runs, [id]: compared } }), id);
    } catch (error) {
      const { message } = failureInfo(error, 'reading the kept run');
      set(({ failures }) => ({ failures: { ...failures, [id]: message } }), id);
    }
  }

  /** What comes of a run that is no longer chosen is dropped. */
  function set(change: (state: ComparisonState) => Partial<ComparisonState>, id: string): void {
    if (store.getState().chosen.includes(id)) store.setState(change);
  }

  function update({ records }: { readonly records: readonly RunRecord[] }): void {
    const { chosen, runs } = store.getState();
    const there = new Map(records.map((record) => [record.id, record]));
    const left = chosen.filter((id) => there.has(id) || brought.has(id));
    if (left.length < chosen.length) store.setState({ chosen: left, runs: only(runs, left) });
    for (const id of left) {
      const [record, known] = [there.get(id), runs[id]?.record];
      if (record === undefined || known === undefined || record === known) continue;
      if (record.savedAt === known.savedAt)
        set(() => ({ runs: { ...runs, [id]: { ...runs[id]!, record } } }), id);
      else void read(id);
    }
  }

  library.store.subscribe(update);
  let unwatch: (() => void) | undefined;
  store.subscribe(({ chosen }) => {
    if (chosen.length > 0) unwatch ??= library.watch();
    else {
      unwatch?.();
      unwatch = undefined;
    }
  });
  return {
    store,
    choose: (id, isChosen) => {
      const { chosen, runs, failures } = store.getState();
      const others = chosen.filter((other) => other !== id);
      if (isChosen && others.length >= MOST_COMPARED) return false;
      const next = isChosen ? [...others, id] : others;
      store.setState({ chosen: next, runs: only(runs, next), failures: only(failures, next) });
      if (isChosen) void read(id);
      return true;
    },
    compareBrought: (runs) => {
      const byId = new Map(runs.map((run) => [run.record.id, run]));
      for (const id of byId.keys()) brought.add(id);
      store.setState({ chosen: [...byId.keys()], runs: Object.fromEntries(byId), failures: {} });
    },
    clear: () => store.setState({ chosen: [], runs: {}, failures: {} }),
  };
}

function only<Value>(all: Readonly<Record<string, Value>>, ids: readonly string[]): Record<string, Value> {
  return Object.fromEntries(Object.entries(all).filter(([id]) => ids.includes(id)));
}
