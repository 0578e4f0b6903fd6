import { adjectives, animals, uniqueNamesGenerator } from 'unique-names-generator';

/**
 * A name to remember a run by: the same seed always gives the same two words, and a number tells runs of one seed apart.
 * @param taken names that other runs have
 */
export function runName(seed: number, taken: ReadonlySet<string>): string {
  const words = uniqueNamesGenerator({
    dictionaries: [adjectives, animals],
    separator: ' ',
    style: 'lowerCase',
    seed: `${seed}`,
  });
  let name = words;
  for (let number = 2; taken.has(name); number++) name = `${words} ${number}`;
  return name;
}
