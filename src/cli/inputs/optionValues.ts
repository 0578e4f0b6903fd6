import { InvalidArgumentError } from 'commander';
import { runSection } from '../../config/runSection';
import { ALL_PROBES, type ProbeName } from '../../reports/evaluation';

/** @file Values that options of several commands take. */

/** Where to compute; `auto` takes the processor where there is no GPU, or only a software adapter. */
export const BACKENDS = ['auto', 'webgpu', 'wasm'] as const;
export type BackendChoice = (typeof BACKENDS)[number];

/** The longest run that a configuration can hold. */
const MOST_STEPS = runSection.shape.length.maxValue!;

/** Reads a number of steps that a configuration can hold. */
export function stepCount(text: string): number {
  const value = Number(text);
  if (/^\d+(\.\d+)?(e\+?\d+)?$/i.test(text) && Number.isInteger(value) && value >= 1 && value <= MOST_STEPS)
    return value;
  throw new InvalidArgumentError(`It must be a whole number from 1 to ${MOST_STEPS.toLocaleString('en')}.`);
}

/**
 * Reads "linear,knn"; in the order in which probes are shown, each once.
 * @throws InvalidArgumentError for a name that is none.
 */
export function probeList(text: string): ProbeName[] {
  const names = text.split(',').map((name) => name.trim());
  if (names.some((name) => !ALL_PROBES.some((probe) => probe === name))) {
    throw new InvalidArgumentError(`The probes are ${ALL_PROBES.join(', ')}.`);
  }
  return ALL_PROBES.filter((probe) => names.includes(probe));
}

/** For an option that may be given several times: its values in the order given. */
export function collected(value: string, before: string[]): string[] {
  return [...before, value];
}
