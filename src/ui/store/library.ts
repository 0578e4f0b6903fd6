import { createStore, type StoreApi } from 'zustand/vanilla';
import { durationText } from '../../durationText';
import { Failure, failureInfo } from '../../failure';
import type { RunBundle } from '../../formats/bundle/runBundle';
import { quoted } from '../../quoted';
import type { Annotations, RunRecord } from '../../storage/runRecord';
import type { OpenedRun, RunShelf } from '../../storage/runShelf';
import { askToPersist, storageUse, type StorageUse } from '../../storage/storageUse';
import { DEFAULT_STATES, STATE_CHOICES } from '../../storage/thinning';
import type { ConfigStore } from './configStore';
import { failureMessage } from './messages';
import type { RunFiles } from './runFiles';
import type { RunRecorder } from './runRecorder';
import type { RunStore } from './runStore';

/** What the page knows of the runs that the browser keeps. */
export interface LibraryState {
  /** False where the browser keeps nothing. */
  readonly isThere: boolean;
  /** Newest first. */
  readonly records: readonly RunRecord[];
  /** Ids of runs whose records cannot be read. */
  readonly damaged: readonly string[];
  /** Ids of runs that some tab has on show, this one included. */
  readonly held: ReadonlySet<string>;
  readonly use: StorageUse | undefined;
  /** When all this was read, in ms since 1970. */
  readonly readAt: number;
  /** How many runs that are not pinned keep their state. */
  readonly states: number;
}

/** What a person can do with the runs that the browser keeps; failures become messages. */
export interface Library {
  readonly store: StoreApi<LibraryState>;
  /** Reads anew what is kept. */
  refresh(): Promise<void>;
  /** Reads anew what is kept, now and whenever it changes, until what this returns is called. */
  watch(): () => void;
  /** Offers the newest run that no tab has on show, after the page was opened. */
  offer(): Promise<void>;
  annotate(id: string, change: Partial<Annotations>): Promise<void>;
  /** Deletes a run; a message offers it back. */
  remove(id: string): Promise<void>;
  /** Brings a run back, to go on from its state. */
  goOn(id: string): Promise<void>;
  /** Takes a run's settings over into the panels; a message offers those before back. */
  duplicate(id: string): void;
  /** The run as one file holds it; `null` where that cannot be had, which is told. */
  whole(id: string): Promise<RunBundle | null>;
  /** Everything of a run. @throws Failure where it is damaged or gone */
  read(id: string): Promise<OpenedRun>;
  /** Asks the browser to delete nothing by itself. */
  persist(): Promise<void>;
  keepStates(count: number): Promise<void>;
}

interface Surroundings {
  readonly shelf: Promise<RunShelf | undefined>;
  readonly run: RunStore;
  readonly config: ConfigStore;
  readonly runFiles: RunFiles;
  readonly recorder: RunRecorder;
  readonly openConfig: (record: RunRecord) => void;
  readonly now: () => number;
}

/** Keys of messages. */
const KEPT = 'kept run';
const DELETED = 'deleted run';
/** Where the browser remembers the policy. */
const STATES = 'vicregl-runs-with-state';

export function createLibrary(around: Surroundings): Library {
  const { shelf, run, runFiles, recorder, openConfig, now } = around;
  const store = createStore<LibraryState>(() => ({
    isThere: false,
    records: [],
    damaged: [],
    held: new Set(),
    use: undefined,
    readAt: 0,
    states: rememberedStates(),
  }));
  const dismiss = (key: string) => run.dispatch({ type: 'dismissed', key });
  const fail = (key: string, error: unknown, doing: string) =>
    run.dispatch({ type: 'told', message: failureMessage(key, failureInfo(error, doing)) });
  const recordOf = (id: string) => store.getState().records.find((record) => record.id === id);

  async function refresh(): Promise<void> {
    const place = await shelf;
    if (place === undefined) return;
    const [contents, use] = await Promise.all([place.contents(), storageUse()]);
    store.setState({ isThere: true, ...contents, use, readAt: now() });
  }

  let watchers = 0;

  function watch(): () => void {
    watchers += 1;
    void refresh();
    let isOver = false;
    return () => {
      if (!isOver) watchers -= 1;
      isOver = true;
    };
  }

  async function read(id: string): Promise<OpenedRun> {
    const opened = await (await shelf)?.open(id);
    if (opened === undefined)
      throw new Failure({
        code: 'storage_failed',
        message: 'The browser has no such run any more, or its record is damaged.',
        doing: 'reading the kept run',
      });
    const { checkedResults } = await import('../../storage/bundleOf');
    return { ...opened, results: checkedResults(opened.results) };
  }

  async function whole(id: string): Promise<{ bundle: RunBundle; opened: OpenedRun }> {
    const opened = await read(id);
    if (opened.state === undefined)
      throw new Failure({
        code: 'storage_failed',
        message: `${quoted(opened.record.name)} has given up its state to make room; its results are kept.`,
        doing: 'reading the kept run',
        remedy: 'Take its settings over and train it again: it comes out the same on this device.',
      });
    const { bundleOf } = await import('../../storage/bundleOf');
    return { bundle: bundleOf(opened.results, opened.state.checkpoint), opened };
  }

  async function goOn(id: string): Promise<void> {
    dismiss(KEPT);
    try {
      if (!(await recorder.hold(id))) {
        const text = 'Another tab has this run on show. Close it there to go on with it here.';
        run.dispatch({ type: 'told', message: { key: KEPT, tone: 'caution', text } });
        return;
      }
      const { bundle, opened } = await whole(id);
      const start = opened.state?.start ?? null;
      await runFiles.openKept(bundle, {
        runId: id,
        start: start === null ? null : { file: new File([start.file], start.name), key: start.key },
      });
    } catch (error) {
      fail(KEPT, error, 'reading the kept run');
      // It is not offered again; what can be read of it stays in the library.
      await (await shelf)?.giveUpState(id);
    }
  }

  const library: Library = {
    store,
    refresh,
    watch,
    goOn,
    read,
    offer: async () => {
      const record = await (await shelf)?.newest();
      if (record === undefined) return;
      const isOver = record.step >= record.totalSteps;
      const action = { label: isOver ? 'Open it' : 'Go on', act: () => void goOn(record.id) };
      run.dispatch({
        type: 'told',
        message: { key: KEPT, tone: 'info', text: offerText(record, now()), action },
      });
    },
    annotate: async (id, change) => {
      try {
        await (await shelf)?.annotate(id, change);
      } catch (error) {
        fail('library', error, 'changing a kept run');
      }
    },
    remove: async (id) => {
      const name = recordOf(id)?.name ?? 'A damaged run';
      const undo = () => {
        dismiss(DELETED);
        void shelf.then((place) => place?.restore(id));
      };
      try {
        await (await shelf)?.remove(id, now());
      } catch (error) {
        fail(DELETED, error, 'deleting a kept run');
        return;
      }
      const action = { label: 'Undo', act: undo };
      const text = `${quoted(name)} is deleted.`;
      run.dispatch({
        type: 'told',
        message: { key: DELETED, tone: 'info', text, ...(recordOf(id) === undefined ? {} : { action }) },
      });
    },
    duplicate: (id) => {
      const record = recordOf(id);
      if (record !== undefined) openConfig(record);
    },
    whole: async (id) => {
      try {
        return (await whole(id)).bundle;
      } catch (error) {
        fail('library', error, 'reading the kept run');
        return null;
      }
    },
    persist: async () => {
      const agreed = await askToPersist();
      if (!agreed) {
        const text =
          'The browser has not agreed to it. It does for sites that are visited often or are installed; until then, save runs that matter as files.';
        run.dispatch({ type: 'told', message: { key: 'persist', tone: 'info', text } });
      }
      await refresh();
    },
    keepStates: async (count) => {
      store.setState({ states: count });
      rememberStates(count);
      await (await shelf)?.setStates(count);
    },
  };

  void shelf.then(async (place) => {
    if (place === undefined) return;
    // A run that trains is kept every few steps; nobody may be looking.
    place.onChange(() => {
      if (watchers > 0) void refresh();
    });
    await place.setStates(store.getState().states);
  });
  return library;
}

function offerText({ step, totalSteps, savedAt, name }: RunRecord, at: number): string {
  const count = (steps: number) => steps.toLocaleString('en');
  const ago = `${durationText(Math.max(1, Math.round((at - savedAt) / 1000)))} ago`;
  return step >= totalSteps
    ? `The last run in this browser, ${quoted(name)}, was done ${ago}, with all its ${count(totalSteps)} steps.`
    : `The last run in this browser, ${quoted(name)}, had done ${count(step)} of ${count(totalSteps)} steps ${ago}.`;
}

function rememberedStates(): number {
  const remembered = Number(storage()?.getItem(STATES));
  return STATE_CHOICES.find((choice) => choice === remembered) ?? DEFAULT_STATES;
}

function rememberStates(count: number): void {
  try {
    storage()?.setItem(STATES, String(count));
  } catch {
    // Then it is the standard again next time.
  }
}

/** Refused to pages that may keep nothing. */
function storage(): Storage | undefined {
  try {
    return (globalThis as { localStorage?: Storage }).localStorage;
  } catch {
    return undefined;
  }
}
