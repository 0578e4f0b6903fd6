import { createStore, type StoreApi } from 'zustand/vanilla';
import type { FeatureRequest } from '../../worker/protocol';
import type { WorkerLink } from './workerLink';

export interface FeatureExportState {
  /** Share of the images that are done; `null` while nothing is exported. */
  readonly share: number | null;
}

/** Features of the images as a file, which the worker computes between the steps. */
export interface FeatureExporter {
  readonly store: StoreApi<FeatureExportState>;
  /**
   * Computes a table with the run's weights as they are now, and gives its pieces to `write`.
   * @returns false when a person has ended it
   * @throws Failure those of the worker's `exportFeatures`, and what `write` rejects with
   */
  write(request: FeatureRequest, write: (piece: Uint8Array) => Promise<void>): Promise<boolean>;
  cancel(): Promise<void>;
}

export function createFeatureExporter(link: WorkerLink): FeatureExporter {
  const store = createStore<FeatureExportState>(() => ({ share: null }));
  /** Aborted when a person ends the export under way. */
  let ending = new AbortController();
  return {
    store,
    write: async (request, write) => {
      const own = (ending = new AbortController());
      store.setState({ share: 0 });
      const stop = link.hear((event) => {
        if (event.type === 'features') store.setState({ share: event.share });
      });
      try {
        await link.demand('exporting features', (api) => api.exportFeatures(request, write));
        return true;
      } catch (error) {
        if (own.signal.aborted) return false;
        throw error;
      } finally {
        stop();
        store.setState({ share: null });
      }
    },
    cancel: async () => {
      ending.abort();
      await link.attempt('ending the export', (api) => api.cancelFeatures());
    },
  };
}
