import { roundValues } from '../../config/link';
import { totalSteps } from '../../config/length';
import { DEFAULT_PRESET, findPreset } from '../../config/presets';
import { recordedLabel, type Recorded } from '../../experiments/recorded';
import { trainingOf } from '../../experiments/trainings';
import type { RecordedRun } from '../../formats/recorded/recordedRun';
import type { MatchSnapshot } from '../../reports/matches';
import { resultsPart } from '../../storage/runRecord';
import { NOTHING_REPORTED, withEntry, type Reported } from '../history/historyFrom';
import { summarize } from '../history/summary';
import type { ComparedRun } from './comparison';
import type { SharedRun } from './runState';

/** What a recorded run had reported at one of its steps. */
export interface PlayedReport extends Reported {
  readonly step: number;
}

/** A recorded run as it is played: what the page would have shown while it trained. */
export interface PlayedRun {
  readonly recorded: Recorded;
  /** For a person: `α = 0.75`. */
  readonly label: string;
  readonly run: RecordedRun;
  /** One after each report, the first at the first step of all. */
  readonly reports: readonly [PlayedReport, ...PlayedReport[]];
  readonly totalSteps: number;
}

export function playedRun(recorded: Recorded, run: RecordedRun): PlayedRun {
  const reports: PlayedReport[] = [];
  let reported: Reported = NOTHING_REPORTED;
  for (const entry of run.metrics) {
    reported = withEntry(reported, entry);
    reports.push({ ...reported, step: entry.step });
  }
  const [first = { ...NOTHING_REPORTED, step: 0 }, ...others] = reports;
  return {
    recorded,
    label: recordedLabel(recorded),
    run,
    reports: [first, ...others],
    totalSteps: totalSteps(run.config, run.data.count),
  };
}

/** The picture that was the newest one at a step. */
export function pictureAt({ run: { snapshots } }: PlayedRun, step: number): MatchSnapshot | undefined {
  return snapshots.findLast((snapshot) => snapshot.step <= step) ?? snapshots[0];
}

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
