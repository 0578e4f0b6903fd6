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

/** A phase goes on until a program shows that the next has begun. */
const BEGINS: readonly (readonly [StepPhase, (program: string) => boolean])[] = [
  ['views', () => true],
  ['forward', (program) => !program.startsWith('renderViews.')],
  ['criterion', (program) => /^(moments|nearest)\b/.test(program)],
  // The criterion's last program adds up its terms; what follows goes back through it.
  ['backward', (program) => !/^combineTerms\b/.test(program)],
  ['update', (program) => /^(loss_scale_scan|adamw|lars)/.test(program)],
  ['measures', (program) => !/^(loss_scale|adamw|lars)/.test(program)],
];
const COMBINES = /^combineTerms\b/;

/** The dispatches of a step by what they are for, which their order tells; empty where it is no step of a training. */
export function phaseTimes(dispatches: readonly TimedDispatch[]): PhaseTime[] {
  if (!dispatches.some(({ program }) => COMBINES.test(program))) return [];
  const sums = BEGINS.map(([phase]) => ({ phase, dispatches: 0, milliseconds: 0 }));
  let place = 0;
  let hasCombined = false;
  for (const { program, milliseconds } of dispatches) {
    const next = BEGINS[place + 1];
    const mayEnd = next?.[0] !== 'backward' || hasCombined;
    if (next !== undefined && mayEnd && next[1](program)) place++;
    hasCombined ||= COMBINES.test(program);
    sums[place]!.dispatches += 1;
    sums[place]!.milliseconds += milliseconds;
  }
  const all = sums.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
  return sums.map((sum) => ({ ...sum, share: all === 0 ? 0 : sum.milliseconds / all }));
}
