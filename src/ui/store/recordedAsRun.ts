import { roundValues } from '../../config/link';
import { DEFAULT_PRESET, findPreset } from '../../config/presets';
import { trainingOf } from '../../experiments/trainings';
import { resultsPart } from '../../storage/runRecord';
import { summarize } from '../history/summary';
import type { ComparedRun } from './comparison';
import type { PlayedRun } from './playedRun';
import type { SharedRun } from './runState';

/** @file A recorded run as what the page knows already: a run to compare, a shared run, a weights file. */

/** As the Compare view takes it. */
export function comparedRun({ recorded, label, run, reports, totalSteps: steps }: PlayedRun): ComparedRun {
  const preset = findPreset(trainingOf(recorded.training).preset ?? DEFAULT_PRESET)!;
  return {
    record: {
      ...resultsPart(run),
      ...{ id: `recorded ${recorded.id}`, name: `Recorded, ${label}`, note: '', tags: [], pinned: false },
      ...{ createdAt: 0, savedAt: 0, deletedAt: null, checkpointStep: null, bytes: 0 },
      totalSteps: steps,
      origin: { name: preset.title, config: preset.config },
    },
    history: reports.at(-1)!.history,
    snapshots: run.snapshots,
  };
}

/** As a run that is reproduced. */
export function sharedRun({ label, run, reports }: PlayedRun): SharedRun {
  const { history } = reports.at(-1)!;
  const summary = roundValues(summarize(history, { device: run.environment.adapter }));
  return { name: `The recorded run “${label}”`, config: run.config, summary };
}

/** Its weights as a file that a person could have brought. */
export function weightsFile({ recorded, run }: PlayedRun): File {
  return new File([run.weights as Uint8Array<ArrayBuffer>], `recorded-${recorded.id}.safetensors`);
}
