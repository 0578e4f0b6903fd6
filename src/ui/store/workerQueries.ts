import type { Forecast, Preview, PreviewRequest, StepProfile } from '../../worker/protocol';
import type { ConfigStore } from './configStore';
import type { RunStore } from './runStore';
import type { WorkerLink } from './workerLink';

/** What the page asks of the worker, and changes nothing of the run. */
export interface WorkerQueries {
  showImage(imageIndex: number): Promise<void>;
  /** Views that the panels' configuration would take; `null` when they could not be drawn. */
  previewViews(request: PreviewRequest): Promise<Preview | null>;
  /** What the panels' configuration would need on the device; `null` when that is not known. */
  forecast(): Promise<Forecast | null>;
  /** What the programs of a step cost; `null` when that could not be measured. */
  profileStep(): Promise<StepProfile | null>;
}

export function createWorkerQueries(link: WorkerLink, config: ConfigStore, run: RunStore): WorkerQueries {
  return {
    showImage: async (imageIndex) => {
      run.dispatch({ type: 'imageWanted', imageIndex });
      await link.attempt('showing another image', (remote) => remote.showImage(imageIndex));
    },
    previewViews: (request) =>
      link.attempt('drawing views', (remote) => remote.previewViews(config.getState().config, request)),
    forecast: () => link.attempt('estimating the run', (remote) => remote.forecast(config.getState().config)),
    profileStep: () => link.attempt('profiling a step', (remote) => remote.profileStep()),
  };
}
