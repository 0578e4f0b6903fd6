import { InvalidArgumentError } from 'commander';
import { ALL_PROBES, type ProbeName } from '../../reports/evaluation';

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
