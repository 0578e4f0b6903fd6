import { useMemo } from 'react';
import { useStore } from 'zustand';
import type { RunConfig } from '../../config/runConfig';
import { durationText } from '../../durationText';
import { groupsCsv, pointsCsv } from '../../sweep/sweepCsv';
import { axisNames, sweepFields } from '../../sweep/fields';
import { SUBJECTS } from '../../reports/evaluationResult';
import { BASELINES } from '../../sweep/spec';
import { groupsOf } from '../../sweep/groups';
import type { SweepPoint } from '../../sweep/points';
import type { PointResult } from '../../sweep/results';
import type { NamedAxis } from '../../sweep/table';
import { valueText } from '../../sweep/values';
import type { DataSummary, ProbeName } from '../../worker/protocol';
import { useConfig, useRun, useSession } from '../store/context';
import { statusOf } from '../store/status';
import { planOf, type SweepPlan } from '../store/sweepDraft';
import { countOf, isUnderWay, resultsOf, trains, type Job, type Stage } from '../store/sweepJob';
import { sweepSecondsLeft } from '../store/sweepTimeLeft';
import type { SweepProgressProps } from '../views/sweep/SweepProgress';
import type { SeedRow } from '../views/sweep/SweepTable';
import { SweepView } from '../views/sweep/SweepView';
import { counted } from '../views/sweep/words';
import { download } from '../controls/download';
import type { StageProps } from './stageProps';

/** What this page's worker can compare with. */
const OFFERED = BASELINES.filter((baseline) => SUBJECTS.some((subject) => subject === baseline));

const NO_RESULTS: readonly PointResult[] = [];

/** The Sweep view over the session. */
export function SweepStage({ plot }: StageProps) {
  const session = useSession();
  const { sweep } = session;
  const job = useStore(sweep.store, (state) => state.job);
  const points = job?.points;
  const outcomes = job?.outcomes;
  const results = useMemo(
    () => (points === undefined || outcomes === undefined ? NO_RESULTS : resultsOf({ points, outcomes })),
    [points, outcomes],
  );
  const groups = useMemo(() => groupsOf(results), [results]);
  const axes = useMemo(() => namedAxes(job?.paths ?? [], points ?? []), [job?.paths, points]);
  const saveCsv = (lines: 'groups' | 'points') => {
    const paths = job?.paths ?? [];
    const text = lines === 'groups' ? groupsCsv(groups, paths) : pointsCsv(results, paths);
    download(`vicregl-sweep-${lines === 'groups' ? 'means' : 'runs'}.csv`, text, 'text/csv');
    sweep.noteSaved();
  };
  const openPoint = (config: RunConfig, point: SweepPoint) =>
    session.openConfig(config, `${point.label}, seed ${point.seed}`);
  return (
    <SweepView
      setup={useSetup()}
      progress={job === null ? undefined : progressOf(job, axes, sweep)}
      groups={groups}
      axes={axes}
      seeds={job === null ? [] : seedRows(job, openPoint)}
      onSaveCsv={saveCsv}
      ref={plot}
    />
  );
}

function useSetup() {
  const { sweep } = useSession();
  const draft = useStore(sweep.store, (state) => state.draft);
  const config = useConfig((state) => state.config);
  const rejected = useConfig((state) => state.rejected);
  const isLocked = useConfig((state) => state.isLocked);
  const status = useRun(statusOf);
  const data = useRun((state) => state.data);
  const imageCount = data?.count;
  const pace = useRun((state) => state.stepsPerSecond);
  const fields = useMemo(() => sweepFields(config), [config]);
  const plan = useMemo(
    () => planOf(draft, { config, rejected, isLocked }, imageCount),
    [draft, config, rejected, isLocked, imageCount],
  );
  const canTrain = status !== 'gone' && status !== 'needsFiles' && status !== 'opening';
  return {
    draft,
    fields,
    axisProblems: plan.axisProblems,
    seedProblem: plan.seedProblem,
    problem: plan.problem,
    summary: summaryOf(plan, config, draft.length, pace),
    canStart: canTrain && plan.points.length > 0,
    length: { value: config.run.length, unit: config.run.unit },
    baselines: OFFERED,
    impossible: data === null ? {} : impossibleProbes(data),
    onEdit: (change: Partial<typeof draft>) => sweep.edit(change),
    onStart: () => void sweep.start(),
  };
}

/**
 * "15 runs of 1,000 steps, and 6 points to compare with."
 * @param pace steps a second of the run on show, where there is one
 */
function summaryOf(
  { points }: SweepPlan,
  { run }: RunConfig,
  length: number | undefined,
  pace: number | null,
): string {
  if (points.length === 0) return '';
  const runs = points.filter(trains).length;
  const others = points.length - runs;
  const impossible = points.filter((point) => 'problem' in point).length;
  const steps = `${(length ?? run.length).toLocaleString('en')} ${run.unit}`;
  return [
    `${counted(runs, 'run')} of ${steps}${others > 0 ? `, and ${counted(others, 'point')} to compare with` : ''}.`,
    ...(pace !== null && pace > 0 && run.unit === 'steps'
      ? [
          `The steps take ${durationText((runs * (length ?? run.length)) / pace)} at the pace of the run on show.`,
        ]
      : []),
    ...(impossible > 0 ? [`${counted(impossible, 'point')} cannot be run; the table says why.`] : []),
  ].join(' ');
}

/** Probes that the data do not allow, with the reason as a sentence. */
function impossibleProbes({ unserved }: DataSummary): Partial<Record<ProbeName, string>> {
  return Object.fromEntries(
    unserved.map(({ probe, reason }) => [probe, `${reason[0]!.toUpperCase()}${reason.slice(1)}.`]),
  );
}

/** The swept fields by their short names. */
function namedAxes(paths: readonly string[], points: readonly SweepPoint[]): NamedAxis[] {
  const point = points.find((candidate) => 'config' in candidate);
  const names = point !== undefined && 'config' in point ? axisNames(point.config, paths) : paths;
  return paths.map((path, place) => ({ path, name: names[place] ?? path }));
}

const STAGES: Readonly<Record<Stage, string>> = {
  settingUp: 'setting up',
  training: 'training',
  evaluating: 'evaluating',
};

/** Parts of a point that its stages begin and end at, for the bar; training is the long one. */
const STAGE_SHARES: Readonly<Record<Stage, readonly [from: number, to: number]>> = {
  settingUp: [0, 0],
  training: [0, 0.8],
  evaluating: [0.8, 1],
};

function progressOf(
  job: Job,
  axes: readonly NamedAxis[],
  sweep: ReturnType<typeof useSession>['sweep'],
): SweepProgressProps {
  const { phase, current, points, failure } = job;
  const left = isUnderWay(job) ? sweepSecondsLeft(job) : null;
  return {
    about: aboutText(points, axes),
    phase,
    done: countOf(job, 'done'),
    failed: countOf(job, 'failed'),
    total: points.length,
    current: current === null ? undefined : currentOf(points[current.index]!, current),
    left: left === null ? undefined : durationText(left),
    failure:
      failure === null ? undefined : `${failure.message} ${failure.remedy ?? ''} Then go on with the sweep.`,
    onPause: () => void sweep.pause(),
    onResume: () => void sweep.resume(),
    onStop: () => void sweep.stop(),
    onRetry: () => void sweep.retry(),
  };
}

/** What is swept, and how long each run is: "α: 0, 0.5, 1. 3 seeds, 1,000 steps each." */
function aboutText(points: readonly SweepPoint[], axes: readonly NamedAxis[]): string {
  const fields = axes.map(({ path, name }) => {
    const values = points.flatMap(({ settings }) => settings.filter((setting) => setting.path === path));
    return `${name}: ${[...new Set(values.map(({ value }) => valueText(value)))].join(', ')}.`;
  });
  const seeds = new Set(points.map(({ seed }) => seed)).size;
  const point = points.find((candidate) => 'config' in candidate);
  const run = point !== undefined && 'config' in point ? point.config.run : undefined;
  const swept = axes.some(({ path }) => path.startsWith('run.'));
  const length = run === undefined || swept ? '' : `, ${run.length.toLocaleString('en')} ${run.unit} each`;
  return [...fields, `${counted(seeds, 'seed')}${length}.`].join(' ');
}

function currentOf(point: SweepPoint, { stage, share }: NonNullable<Job['current']>) {
  const [from, to] = trains(point) ? STAGE_SHARES[stage] : ([0, 1] as const);
  const part = stage === 'settingUp' ? '' : `, ${Math.floor(100 * share)} %`;
  return {
    label: `${point.label}, seed ${point.seed}`,
    doing: `${STAGES[stage]}${part}`,
    share: from + (to - from) * share,
  };
}

function seedRows(job: Job, openPoint: (config: RunConfig, point: SweepPoint) => void): SeedRow[] {
  return job.points.flatMap((point, index): SeedRow[] => {
    const outcome = job.outcomes[index]!;
    if (outcome.status === 'waiting') return [];
    const isRun = trains(point) && 'config' in point;
    const weights = outcome.status === 'done' ? outcome.weights : null;
    return [
      {
        id: point.id,
        group: point.group,
        seed: point.seed,
        outcome:
          outcome.status === 'done' && 'values' in outcome.result
            ? { values: outcome.result.values }
            : { failure: outcome.status === 'failed' ? outcome.failure.message : '' },
        onOpen: isRun ? () => openPoint(point.config, point) : undefined,
        onWeights:
          weights === null
            ? undefined
            : () => download(`vicregl-${point.id}.safetensors`, weights as Uint8Array<ArrayBuffer>),
      },
    ];
  });
}
