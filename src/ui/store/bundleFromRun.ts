import type { RunConfig } from '../../config/runConfig';
import type { Environment, MetricsLine, RunBundle, RunResults } from '../../formats/bundle/runBundle';
import type { ReportedRun } from '../../formats/report/reportHtml';
import { PROGRAM } from '../../program';
import type { TrainedOn } from '../../reports/data';
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
  return {
    ...reportOf(state, name),
    initialAlpha: state.initialAlpha,
    data: trainedOn(state.data),
    environment: environmentOf(state.device),
  };
}

/** The same as far as it is known, before the first step too; `null` while no run is set up. */
export function reportedRun(state: RunState, name: string): ReportedRun | null {
  const { active, data, device } = state;
  if (active === null) return null;
  return {
    ...reportOf({ ...state, active }, name),
    ...(data === null ? {} : { data: trainedOn(data) }),
    ...(device === null ? {} : { environment: environmentOf(device) }),
  };
}

function reportOf(state: RunState & Pick<WholeRun, 'active'>, name: string) {
  const { active, initialAlpha, step, history, evaluation, snapshots } = state;
  const results = [...evaluation.results, ...baselinesFor(evaluation, active, initialAlpha)];
  return {
    name,
    config: active,
    step,
    metrics: metricsEntries(history).filter((entry): entry is MetricsLine => entry.step !== undefined),
    evaluations: results.map(({ subject, report }) => ({ subject, report })),
    snapshots,
  };
}

function trainedOn({ name, count, height, width, classNames, hasMasks }: DataSummary): TrainedOn {
  return { name, count, height, width, ...(classNames === undefined ? {} : { classNames }), hasMasks };
}

function environmentOf({ backend, name }: DeviceSummary): Environment {
  return { program: PROGRAM, runtime: navigator.userAgent, backend, adapter: name };
}

export function bundleFromRun(state: WholeRun, name: string, checkpoint: KeptCheckpoint): RunBundle {
  const { file } = checkpoint;
  return { ...resultsFromRun(state, name), weights: weightsOfCheckpoint(file), checkpoint: file };
}
