import type { RunConfig } from '../../config/runConfig';
import type { MetricsLine, RunBundle, RunResults } from '../../formats/bundle/runBundle';
import { PROGRAM } from '../../program';
import { weightsOfCheckpoint } from '../../training/checkpoint';
import type { DataSummary, DeviceSummary, KeptCheckpoint } from '../../worker/protocol';
import { metricsEntries } from '../history/metricsEntries';
import { baselinesFor } from './evaluations';
import { hasResults, type RunState } from './runState';

/** A run on show that can be taken away as a whole: it has results, and its images and its device are known. */
type WholeRun = RunState & {
  readonly active: RunConfig;
  readonly data: DataSummary;
  readonly device: DeviceSummary;
};

export function isWhole(state: RunState): state is WholeRun {
  const { active, data, device, sweeping } = state;
  return hasResults(state) && active !== null && data !== null && device !== null && !sweeping;
}

/** What is known of the run, its tensors left out. @param name what to call it */
export function resultsFromRun(state: WholeRun, name: string): RunResults {
  const { active, initialAlpha, step, history, evaluation, snapshots, data, device } = state;
  const { count, height, width, classNames, hasMasks } = data;
  const results = [...evaluation.results, ...baselinesFor(evaluation, active, initialAlpha)];
  return {
    name,
    config: active,
    initialAlpha,
    step,
    metrics: metricsEntries(history).filter((entry): entry is MetricsLine => entry.step !== undefined),
    evaluations: results.map(({ subject, report }) => ({ subject, report })),
    snapshots,
    data: {
      name: data.name,
      count,
      height,
      width,
      ...(classNames === undefined ? {} : { classNames }),
      hasMasks,
    },
    environment: {
      program: PROGRAM,
      runtime: navigator.userAgent,
      backend: device.backend,
      adapter: device.name,
    },
  };
}

export function bundleFromRun(state: WholeRun, name: string, checkpoint: KeptCheckpoint): RunBundle {
  const { file } = checkpoint;
  return { ...resultsFromRun(state, name), weights: weightsOfCheckpoint(file), checkpoint: file };
}
