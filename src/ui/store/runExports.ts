import { Failure } from '../../failure';
import type { ExportedRun } from '../../exporting/exportedRun';
import { trainedModel } from '../../exporting/trainedModel';
import { readCheckpoint, weightsOfCheckpoint } from '../../training/checkpoint';
import type { KeptCheckpoint } from '../../worker/protocol';
import { reportedRun } from './bundleFromRun';
import type { ConfigStore } from './configStore';
import { createFeatureExporter, type FeatureExporter } from './featureExporter';
import type { RunStore } from './runStore';
import { statusOf } from './status';
import type { WorkerLink } from './workerLink';

/** What leaves for other programs. */
export interface RunExports {
  /**
   * The run on show as exports see it; `null` before one is set up. Its weights are the last good ones, which the page
   * keeps, when nothing can be asked for them.
   */
  exportedRun(): ExportedRun | null;
  readonly featureExport: FeatureExporter;
}

export function createRunExports(link: WorkerLink, config: ConfigStore, run: RunStore): RunExports {
  /** The step that is saved is that of the weights, whatever becomes of the run meanwhile. */
  const saved = (step: number) => run.dispatch({ type: 'saved', step });

  /** What the page keeps, where the worker is gone. */
  function kept(): KeptCheckpoint | null {
    const state = run.getState();
    if (statusOf(state) !== 'gone') return null;
    if (state.kept !== null) return state.kept;
    throw new Failure({
      code: 'data_missing',
      message: 'The weights of this run are lost.',
      doing: 'exporting the run',
      remedy: 'Try again to open the device, then train anew.',
    });
  }

  return {
    exportedRun: () => {
      link.flush();
      const results = reportedRun(run.getState(), config.getState().preset.name);
      if (results === null) return null;
      const trained = results.metrics.findLast(({ seconds }) => seconds !== undefined)?.seconds ?? 0;
      return {
        results,
        startedAt: Date.now() / 1000 - trained,
        model: async () => {
          const file = kept()?.file;
          const model = trainedModel(
            file === undefined
              ? await link.demand('exporting the weights', (api) => api.exportWeights())
              : weightsOfCheckpoint(file),
          );
          saved(model.step);
          return model;
        },
        checkpoint: async () => {
          const found = kept() ?? (await link.demand('exporting the run', (api) => api.exportCheckpoint()));
          saved(found.step);
          return readCheckpoint(found.file);
        },
      };
    },
    featureExport: createFeatureExporter(link),
  };
}
