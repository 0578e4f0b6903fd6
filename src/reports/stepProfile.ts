import type { TimedDispatch } from '../compute/computer';
import type { PhaseTime } from './stepPhases';

/** What the dispatches of one program cost in a step. */
export interface ProgramTime {
  readonly program: string;
  readonly dispatches: number;
  readonly milliseconds: number;
  /** Of the time of all programs, 0 to 1. */
  readonly share: number;
}

/** Why the programs of a step cannot be timed. */
export type Untimed =
  /** The processor computes: a step is no list of programs. */
  | 'processor'
  /** The adapter tells no times. */
  | 'no timestamps'
  /** No step has been recorded since the run was set up or changed, or none can be. */
  | 'not recorded';

/** What a step costs, program by program and phase by phase. */
export type StepProfile =
  | { readonly programs: readonly ProgramTime[]; readonly phases: readonly PhaseTime[] }
  | { readonly untimed: Untimed };

/** The dispatches of a step, program by program; those that take the longest first. */
export function programTimes(dispatches: readonly TimedDispatch[]): ProgramTime[] {
  const all = dispatches.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
  const times = new Map<string, ProgramTime>();
  for (const { program, milliseconds } of dispatches) {
    const before = times.get(program) ?? { dispatches: 0, milliseconds: 0 };
    const sum = before.milliseconds + milliseconds;
    times.set(program, {
      program,
      dispatches: before.dispatches + 1,
      milliseconds: sum,
      share: all === 0 ? 0 : sum / all,
    });
  }
  return [...times.values()].sort((a, b) => b.milliseconds - a.milliseconds);
}
