import type { ExperimentJob, QueuedRun, QueuedStatus } from '../../store/experimentQueue';
import { counted } from '../../../reports/format';

/** @file What is said of an experiment under way, on its card and over the page. */

export const STATUS_TEXT: Readonly<Record<QueuedStatus, string>> = {
  waiting: 'waits',
  training: 'training',
  evaluating: 'evaluating',
  done: 'done',
  skipped: 'left out',
  failed: 'failed',
};

/** Place of the run under way; -1 while there is none. */
function placeUnderWay({ runs }: ExperimentJob): number {
  return runs.findIndex(({ status }) => status === 'training' || status === 'evaluating');
}

/** `Run 1 of 2: α = 0.75; then α = 1.` */
export function underWayText(job: ExperimentJob): string {
  const { runs } = job;
  const place = placeUnderWay(job);
  const next = runs.filter(({ status }) => status === 'waiting').map(({ label }) => label);
  const then = next.length === 0 ? '' : `; then ${next.join(', then ')}`;
  const label = runs[place]?.label ?? 'setting up';
  return `Run ${Math.max(0, place) + 1} of ${runs.length}: ${label}${then}.`;
}

/** What became of the runs of an experiment that is over. */
export function overText({ runs, phase, reason }: ExperimentJob): string {
  const count = (status: QueuedStatus) => runs.filter((run) => run.status === status).length;
  const done = count('done');
  const parts = [
    `${done} of ${counted(runs.length, 'run')} done`,
    ...(count('failed') > 0 && reason === undefined ? [`${count('failed')} failed`] : []),
    ...(count('skipped') > 0 ? [`${count('skipped')} left out`] : []),
  ];
  const end = phase === 'ended' ? `It ended early${reason === undefined ? '' : `: ${reason}`}` : '';
  const kept =
    done > 0 && keptIn(runs).length === 0 ? 'The browser keeps no runs, so there is nothing to compare.' : '';
  return [`${parts.join(', ')}.`, end.replace(/([^.])$/, '$1.'), kept].filter(Boolean).join(' ');
}

/** Ids of the runs that are in the library. */
export function keptIn(runs: readonly QueuedRun[]): readonly string[] {
  return runs.flatMap(({ runId }) => runId ?? []);
}
