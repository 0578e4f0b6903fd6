import { Failure } from '../../failure';
import { locateData } from '../../data/node/locatedData';
import { durationText } from '../../durationText';
import { plain, quoted } from '../../quoted';
import { evaluatedPoint } from '../../sweep/results';
import { evaluationMeasure, type EvaluationMeasureName } from '../../reports/evaluationMeasures';
import { pointsOf, type SweepPoint } from '../../sweep/points';
import { percentText } from '../../sweep/table';
import { TimeLeft } from '../../training/timeLeft';
import { untilAborted } from '../process/interruption';
import { OutFolder } from '../files/outFolder';
import type { StartChild } from './children';
import { collect } from './collect';
import { baselineConfig, shellLine } from './commands';
import type { SweepOptions } from './options';
import { planFrom, type SweepPlan } from './plan';
import { plannedTask } from './pointTask';
import { prepare, type RunnablePoint } from './prepare';
import { runPoints, type PointEnd, type PointTask } from './runPoints';

/** Where a sweep's words go. */
export interface Speaker {
  /** A line for people, beside the results. */
  readonly note: (line: string) => void;
  /** A result. */
  readonly print: (text: string) => void;
}

/**
 * Trains and evaluates what is not done yet of a sweep, then makes its table and plots. Where the signal is aborted, what
 * runs saves and ends, and the sweep can be gone on with.
 *
 * @throws Failure for wrong input, before anything is run; `sweep_incomplete` where points failed, after all the others
 * are done; `Interrupted` where the signal was aborted before the first point.
 */
export async function sweep(
  options: SweepOptions,
  start: StartChild,
  speaker: Speaker,
  signal: AbortSignal,
): Promise<void> {
  const plan = await untilAborted(signal, planFrom(options));
  const points = pointsOf(plan.spec);
  await untilAborted(signal, locateData(plan.data));
  const out = OutFolder.open(options.out, true);
  try {
    if (out.note !== undefined) speaker.note(out.note);
    const runnable = points.filter((point) => 'config' in point).map((point) => withConfig(point, plan));
    await prepare(out.path, plan, runnable, options.overwrite);
    const tasks = runnable.map((point) => taskOf(point, plan, options));
    for (const point of points)
      if ('problem' in point) speaker.note(`${point.id} cannot be run: ${point.problem}`);
    if (options.list) {
      list(tasks, speaker);
      return;
    }
    const failed = await run(tasks, plan, options, start, speaker, signal);
    if (signal.aborted) {
      speaker.note('Stopped. What is done is kept; the same command goes on from there.');
      return;
    }
    await sumUp(out.path, speaker);
    const incomplete = failed + points.length - runnable.length;
    if (incomplete > 0) throw incompleteSweep(incomplete, points.length, out.path);
  } finally {
    out.close();
  }
}

/** Makes table and plots of what lies in a sweep's folder. */
export async function sumUp(folder: string, speaker: Speaker): Promise<void> {
  const { text, files } = await collect(folder);
  speaker.print(text);
  speaker.note(`Written into ${quoted(folder)}: ${files.join(', ')}.`);
}

function withConfig(point: SweepPoint & RunnablePoint, { steps }: SweepPlan): RunnablePoint {
  return point.baseline === 'supervised' ? { ...point, config: baselineConfig(point.config, steps) } : point;
}

interface SweepTask extends PointTask {
  readonly point: RunnablePoint;
}

function taskOf(point: RunnablePoint, plan: SweepPlan, { out, backend }: SweepOptions): SweepTask {
  return { ...plannedTask(point, plan, out, backend), point };
}

function list(tasks: readonly SweepTask[], { print, note }: Speaker): void {
  const lines = tasks.flatMap(({ calls, folder }) => {
    const left = calls();
    return left.length === 0 ? [] : [shellLine(left, folder)];
  });
  if (lines.length > 0) print(lines.join('\n'));
  note(
    `${lines.length} of ${tasks.length} points are to be run, each by one line, in this folder: ${quoted(process.cwd())}.`,
  );
}

/** @returns how many points failed. */
async function run(
  tasks: readonly SweepTask[],
  plan: SweepPlan,
  { jobs }: SweepOptions,
  start: StartChild,
  { note }: Speaker,
  signal: AbortSignal,
): Promise<number> {
  const left = tasks.filter(({ calls }) => calls().length > 0);
  const before = tasks.length - left.length;
  note(before === 0 ? `${tasks.length} points.` : `${tasks.length} points, of which ${before} are done.`);
  const timeLeft = new TimeLeft();
  timeLeft.at(0);
  let ended = 0;
  let failed = 0;
  const end = () => note('Ending what runs, and saving. Once more ends at once.');
  signal.addEventListener('abort', end);
  try {
    await runPoints(left, jobs, start, signal, {
      onEnd: (task, how, seconds) => {
        if (how === 'stopped') {
          note(`${task.id} is stopped.`);
          return;
        }
        ended += 1;
        if (how === 'failed') failed += 1;
        const place = `[${before + ended}/${tasks.length}] ${task.id}`;
        const rest = timeLeft.at(ended / left.length);
        const restText =
          rest === undefined || ended === left.length ? '' : `; about ${durationText(rest)} left`;
        note(`${place} ${endText(task, how, plan)} (${durationText(seconds)})${restText}`);
      },
      onWait: ({ id }, pid) => note(`${id}: waiting for process ${pid}, which works on it.`),
    });
  } finally {
    signal.removeEventListener('abort', end);
  }
  return failed;
}

const SHOWN: readonly EvaluationMeasureName[] = ['linear_top1', 'knn_top1', 'mean_iou', 'matching_features'];

function endText({ point, folder }: SweepTask, how: PointEnd, { probes }: SweepPlan): string {
  if (how === 'failed') return `failed: ${plain(folder.lastWords ?? 'it said nothing', 400)}`;
  const report = folder.report(probes);
  const result = report === undefined ? undefined : evaluatedPoint(point, report);
  const values = result !== undefined && 'values' in result ? result.values : {};
  const figures = SHOWN.flatMap((name) => {
    const value = values[name];
    return value === undefined
      ? []
      : [`${evaluationMeasure(name).title} ${percentText({ mean: value, n: 1 })} %`];
  });
  return ['done', ...figures].join(', ');
}

function incompleteSweep(count: number, all: number, folder: string): Failure {
  return new Failure({
    code: 'sweep_incomplete',
    message: `${count} of ${all} points have no numbers; the reasons are above and in ${quoted(folder)}.`,
    remedy: 'The same command tries those again and keeps the others.',
  });
}
