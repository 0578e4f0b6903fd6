import { createStore, type StoreApi } from 'zustand/vanilla';
import { failureInfo, type FailureInfo } from '../../failure';
import type {
  DuplicateReport,
  ImageBatch,
  InspectionProgress,
  SetOverview,
  TrainingApi,
} from '../../worker/protocol';
import type { ConfigStore } from './configStore';
import type { RunStore } from './runStore';
import type { WorkerLink } from './workerLink';

export interface InspectionState {
  /** Grows with every data set. */
  readonly dataSet: number;
  /** What the images are for and like; `null` until it was asked for and answered. */
  readonly overview: SetOverview | null;
  readonly duplicates: DuplicateReport | null;
  /** What is under way. */
  readonly progress: InspectionProgress | null;
  /** Why the last thing that was asked for could not be had. */
  readonly failure: FailureInfo | null;
}

/** What the page asks of the images themselves. Other data begin anew. */
export interface DataInspector {
  readonly store: StoreApi<InspectionState>;
  /** Looks at all images, once for each split; `null` when that could not be done, which the state tells. */
  inspect: () => Promise<SetOverview | null>;
  /** Looks for images that show the same. */
  findDuplicates: () => Promise<void>;
  /** Images by their numbers; `null` when they are not to be had. */
  readImages: (indices: readonly number[]) => Promise<ImageBatch | null>;
}

const NOTHING = { overview: null, duplicates: null, progress: null, failure: null } as const;

export function createDataInspector(link: WorkerLink, config: ConfigStore, run: RunStore): DataInspector {
  const store = createStore<InspectionState>(() => ({ dataSet: 0, ...NOTHING }));
  /** The seed that the overview was split by. */
  let splitBy: number | null = null;

  const seed = () => (run.getState().active ?? config.getState().config).run.seed;

  /** Asks the worker; what comes after other data have is dropped. */
  async function ask<T>(
    first: InspectionProgress['doing'],
    call: (api: TrainingApi) => Promise<T>,
  ): Promise<T | null> {
    const { data } = run.getState();
    if (data === null) return null;
    const isLate = () => run.getState().data !== data;
    store.setState({ progress: { doing: first, share: 0 }, failure: null });
    const stop = link.hear((event) => {
      if (event.type === 'inspection')
        store.setState({ progress: { doing: event.doing, share: event.share } });
    });
    try {
      const answer = await link.demand('looking at the images', call);
      return isLate() ? null : answer;
    } catch (error) {
      if (!isLate()) store.setState({ failure: failureInfo(error, 'looking at the images') });
      return null;
    } finally {
      stop();
      if (!isLate()) store.setState({ progress: null });
    }
  }

  run.subscribe((state, before) => {
    if (state.data === before.data) return;
    splitBy = null;
    store.setState(({ dataSet }) => ({ dataSet: dataSet + 1, ...NOTHING }));
  });

  return {
    store,
    inspect: async () => {
      const wanted = seed();
      const { overview } = store.getState();
      if (overview !== null && splitBy === wanted) return overview;
      const found = await ask('reading', (api) => api.inspectData(wanted));
      if (found === null) return null;
      splitBy = wanted;
      store.setState({ overview: found });
      return found;
    },
    findDuplicates: async () => {
      const duplicates = await ask('comparing', (api) => api.findDuplicates(seed()));
      if (duplicates !== null) store.setState({ duplicates });
    },
    readImages: async (indices) => {
      if (run.getState().data === null) return null;
      // What could not be read is asked for again when it is looked at again.
      return link.demand('reading images to show', (api) => api.readImages(indices)).catch(() => null);
    },
  };
}
