import { createStore, type StoreApi } from 'zustand/vanilla';
import { failureInfo, type FailureInfo } from '../../failure';
import type { TunedKernel } from '../../worker/protocol';
import type { ConfigStore } from './configStore';
import type { WorkerLink } from './workerLink';

export interface TunerState {
  /** What is known of the device's fastest tilings. */
  readonly kernels: readonly TunedKernel[];
  /** How far it is, of as many kernels as there are; `null` while nothing is tuned. */
  readonly progress: { readonly done: number; readonly total: number } | null;
  /** Kernels that the last tuning had no time for. */
  readonly left: number;
  readonly failure: FailureInfo | null;
}

/** The device's fastest tilings: found by the worker, for runs to come. */
export interface Tuner {
  readonly store: StoreApi<TunerState>;
  /** Asks what is known. */
  load(): Promise<void>;
  /** Finds them for the panels' configuration. */
  tune(): Promise<void>;
  /** Ends that; what was found until then stays. */
  cancel(): Promise<void>;
  forget(): Promise<void>;
}

const DOING = 'tuning the kernels';

export function createTuner(link: WorkerLink, config: ConfigStore): Tuner {
  const store = createStore<TunerState>(() => ({ kernels: [], progress: null, left: 0, failure: null }));
  const tuner: Tuner = {
    store,
    load: async () => {
      const kernels = await link.attempt('reading the tilings', (api) => api.tunedKernels());
      if (kernels !== null) store.setState({ kernels });
    },
    tune: async () => {
      store.setState({ progress: { done: 0, total: 0 }, failure: null });
      const stop = link.hear((event) => {
        if (event.type === 'tuning') store.setState({ progress: event });
      });
      try {
        store.setState(await link.demand(DOING, (api) => api.tune(config.getState().config)));
      } catch (error) {
        store.setState({ failure: failureInfo(error, DOING) });
      } finally {
        stop();
        store.setState({ progress: null });
      }
    },
    cancel: async () => {
      await link.attempt('ending the tuning', (api) => api.cancelTuning());
    },
    forget: async () => {
      await link.attempt('forgetting the tilings', (api) => api.forgetTunings());
      store.setState({ left: 0 });
      await tuner.load();
    },
  };
  return tuner;
}
