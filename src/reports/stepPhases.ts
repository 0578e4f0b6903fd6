import type { TimedDispatch } from '../compute/computer';

/** What a step does, one after the other. */
export const STEP_PHASES = {
  views: 'Views: crop, flip, colours',
  forward: 'Forward: backbone, expanders',
  criterion: 'Criterion: matching, terms',
  backward: 'Backward: gradients',
  update: 'Update: optimiser',
  measures: 'Measures, statistics',
} as const;
export type StepPhase = keyof typeof STEP_PHASES;

/** What a phase costs in a step. */
export interface PhaseTime {
  readonly phase: StepPhase;
  readonly dispatches: number;
  readonly milliseconds: number;
  /** Of the time of all phases, 0 to 1. */
  readonly share: number;
}

/** The last program of the criterion. */
const SUMS = /^sumTerms\b/;

/** A phase goes on until a program shows that the next has begun. */
const BEGINS: readonly (readonly [StepPhase, (program: string) => boolean])[] = [
  ['views', () => true],
  ['forward', (program) => !program.startsWith('renderViews.')],
  ['criterion', (program) => /^(moments|nearest)\b/.test(program)],
  // What follows the criterion's last program goes back through it.
  ['backward', (program) => !SUMS.test(program)],
  ['update', (program) => /^(loss_scale_scan|adamw|lars)/.test(program)],
  ['measures', (program) => !/^(loss_scale|adamw|lars)/.test(program)],
];

/** The dispatches of a step by what they are for, which their order tells; empty where it is no step of a training. */
export function phaseTimes(dispatches: readonly TimedDispatch[]): PhaseTime[] {
  if (!dispatches.some(({ program }) => SUMS.test(program))) return [];
  const sums = BEGINS.map(([phase]) => ({ phase, dispatches: 0, milliseconds: 0 }));
  let place = 0;
  let hasSummed = false;
  for (const { program, milliseconds } of dispatches) {
    const next = BEGINS[place + 1];
    const mayEnd = next?.[0] !== 'backward' || hasSummed;
    if (next !== undefined && mayEnd && next[1](program)) place++;
    hasSummed ||= SUMS.test(program);
    sums[place]!.dispatches += 1;
    sums[place]!.milliseconds += milliseconds;
  }
  const all = sums.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
  return sums.map((sum) => ({ ...sum, share: all === 0 ? 0 : sum.milliseconds / all }));
}
