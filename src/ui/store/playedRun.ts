import { totalSteps } from '../../config/length';
import { recordedLabel, type Recorded } from '../../experiments/recorded';
import type { RecordedRun } from '../../formats/recorded/recordedRun';
import type { MatchSnapshot } from '../../reports/matches';
import { NOTHING_REPORTED, withEntry, type Reported } from '../history/historyFrom';

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
