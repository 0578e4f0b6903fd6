import { parseNumber } from '../config/numberText';
import { runSection } from '../config/runSection';
import { quoted } from '../quoted';
import { MOST_VALUES } from './range';
import { splitValues } from './values';

/** `count` seeds from `first` on. */
function consecutiveSeeds(first: number, count: number): number[] {
  return Array.from({ length: count }, (_, place) => first + place);
}

/**
 * Seeds as a person writes them: one number is how many, from `first` on; several, as in `1, 5, 9`, are the seeds
 * themselves.
 */
export function parseSeeds(
  text: string,
  first: number,
): { readonly seeds: readonly number[] } | { readonly problem: string } {
  const members = splitValues(text);
  const numbers = members.map(parseNumber);
  const [count] = numbers;
  if (
    numbers.length === 1 &&
    (count === undefined || !Number.isInteger(count) || count < 1 || count > MOST_VALUES)
  )
    return {
      problem: `${quoted(text)}: write a number of seeds from 1 to ${MOST_VALUES}, or the seeds themselves.`,
    };
  const seeds = numbers.length === 1 ? consecutiveSeeds(first, count!) : numbers;
  const wrong = seeds.findIndex((seed) => !runSection.shape.seed.safeParse(seed).success);
  if (members.length === 0 || wrong >= 0)
    return { problem: `${quoted(members[wrong] ?? text)}: a seed is a whole number from 0 on.` };
  return { seeds: [...new Set(seeds as number[])] };
}
