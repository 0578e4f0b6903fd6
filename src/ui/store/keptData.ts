import { createStore, type StoreApi } from 'zustand/vanilla';
import { failureInfo } from '../../failure';
import { quoted } from '../../quoted';
import { bytes, counted } from '../../reports/format';
import type { DataShelf, OpenedData } from '../../storage/dataShelf';
import type { KeptDataRecord } from '../../storage/keptDataRecord';
import type { DataFiles } from './dataFiles';
import type { DataLoader } from './dataLoader';
import type { ChosenFiles } from './dataRequest';
import { failureMessage, type Message } from './messages';
import type { Question } from './question';
import type { RunStore } from './runStore';

/** What the page knows of the data sets that the browser keeps. */
export interface KeptDataState {
  /** False where the browser keeps nothing. */
  readonly isThere: boolean;
  /** Newest first. */
  readonly records: readonly KeptDataRecord[];
  /** Ids of sets whose records cannot be read. */
  readonly damaged: readonly string[];
  /** True while a set is being written. */
  readonly isKeeping: boolean;
}

/** What a person can do with data sets that the browser keeps; failures become messages. */
export interface KeptData {
  readonly store: StoreApi<KeptDataState>;
  /** Keeps the files of the data that are loaded. */
  keep(): Promise<void>;
  /** Trains on a kept set, in place of the files that are chosen. */
  load(id: string): Promise<void>;
  /** Takes a set out of the browser, after a question. */
  remove(id: string): Promise<void>;
  /** The files chosen with those of the kept set of this fingerprint; `null` where there is none of that source. */
  find(fingerprint: string | undefined, source: string): Promise<ChosenFiles | null>;
}

interface Surroundings {
  readonly shelf: Promise<DataShelf | undefined>;
  readonly run: RunStore;
  readonly data: DataLoader;
  readonly trainOn: DataFiles['trainOn'];
  readonly ask: (question: Omit<Question, 'answer'>) => Promise<boolean>;
  readonly tell: (message: Message) => void;
  readonly now: () => number;
}

/** Key of messages about kept data sets. */
const KEPT_DATA = 'kept data';

export function createKeptData(around: Surroundings): KeptData {
  const { shelf, run, data, trainOn, ask, tell, now } = around;
  const store = createStore<KeptDataState>(() => ({
    ...{ isThere: false, records: [], damaged: [], isKeeping: false },
  }));
  /** Which kept set chosen files came from. */
  const origins = new WeakMap<readonly File[], string>();

  async function refresh(): Promise<void> {
    const place = await shelf;
    if (place !== undefined) store.setState({ isThere: true, ...(await place.contents()) });
  }

  const dismiss = () => run.dispatch({ type: 'dismissed', key: KEPT_DATA });

  /** Does something with the place where sets are kept; a failure is told. */
  async function at<T>(doing: string, task: (place: DataShelf) => Promise<T>): Promise<T | undefined> {
    try {
      const place = await shelf;
      return place === undefined ? undefined : await task(place);
    } catch (error) {
      tell(failureMessage(KEPT_DATA, failureInfo(error, doing)));
      return undefined;
    }
  }

  function taken({ record, files }: OpenedData): ChosenFiles {
    origins.set(files, record.id);
    return { ...run.getState().files, [record.source]: files };
  }

  // At another size, the same files are found again by that too.
  data.onLoaded((request, { fingerprint }) => {
    if (request.source === 'synthetic' || fingerprint === undefined) return;
    const id = origins.get(request.files);
    if (id !== undefined)
      void at('noting the size of a kept data set', (place) => place.learn(id, fingerprint));
  });

  void shelf.then(async (place) => {
    place?.onChange(() => void refresh());
    await refresh();
  });

  return {
    store,
    keep: async () => {
      dismiss();
      await at('keeping the data set', async (place) => {
        const { data: loaded } = run.getState();
        const request = data.loaded;
        if (loaded?.fingerprint === undefined || request === null || request.source === 'synthetic') return;
        const { source, files } = request;
        const { fingerprint: id, name, count, height, width, classNames } = loaded;
        store.setState({ isKeeping: true });
        try {
          await place.keep(
            {
              ...{ id, fingerprints: [id], name, source, count, height, width, keptAt: now() },
              ...(classNames === undefined ? {} : { classes: classNames.length }),
            },
            files,
          );
          origins.set(files, id);
          await refresh();
        } finally {
          store.setState({ isKeeping: false });
        }
      });
    },
    load: async (id) => {
      dismiss();
      const opened = await at('reading a kept data set', (place) => place.open(id));
      if (opened === undefined) {
        await tellDamaged();
        return;
      }
      const { source } = opened.record;
      await trainOn(source, taken(opened)[source], 'replace');
    },
    remove: async (id) => {
      const record = store.getState().records.find((each) => each.id === id);
      const name = record === undefined ? 'A damaged data set' : quoted(record.name, 60);
      const agreed = await ask({
        title: 'Remove a kept data set',
        text: `${name}${record === undefined ? '' : `, ${bytes(record.bytes)},`} goes from this browser. Files on the disk stay; for runs on it they have to be chosen again.`,
        agree: 'Remove it',
        decline: 'Keep it',
      });
      if (!agreed) return;
      dismiss();
      await at('removing a kept data set', (place) => place.remove(id));
      await refresh();
    },
    find: async (fingerprint, source) => {
      if (fingerprint === undefined || fingerprint === '' || source === 'synthetic') return null;
      const opened = await at('looking for a kept data set', (place) => place.find(fingerprint));
      if (opened?.record.source !== source) return null;
      const { name, count } = opened.record;
      tell({
        key: KEPT_DATA,
        tone: 'info',
        text: `${quoted(name, 60)}, ${counted(count, 'image')}, is kept in this browser and was found there.`,
      });
      return taken(opened);
    },
  };

  async function tellDamaged(): Promise<void> {
    const text = 'This data set is damaged or gone. Remove it, choose its files again, and keep them anew.';
    if (run.getState().messages.some(({ key }) => key === KEPT_DATA)) return;
    tell({ key: KEPT_DATA, tone: 'caution', text });
    await refresh();
  }
}
