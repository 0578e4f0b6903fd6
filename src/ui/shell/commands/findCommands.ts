import type { Command } from './command';

/** How good a word fits: as the title's beginning, as a word's beginning, within the title, among the other words. */
const FITS = [8, 4, 2, 1] as const;

/**
 * The commands that have all words of `query`, best first; all, in their order, where it is empty.
 * @param query as it is typed; case and accents do not count
 */
export function findCommands(commands: readonly Command[], query: string): readonly Command[] {
  const words = plainText(query)
    .split(/\s+/)
    .filter((word) => word !== '');
  const rated = commands.map((command) => ({ command, rating: ratingOf(command, words) }));
  return rated
    .filter(({ rating }) => rating > 0)
    .toSorted((a, b) => b.rating - a.rating)
    .map(({ command }) => command);
}

function ratingOf(command: Command, words: readonly string[]): number {
  const title = plainText(command.title);
  const others = plainText(`${command.group} ${command.words ?? ''}`);
  const starts = title.split(/[^\p{L}\p{N}]+/u);
  const ratings = words.map((word) => {
    const fits = [
      title.startsWith(word),
      starts.some((start) => start.startsWith(word)),
      title.includes(word),
      others.includes(word),
    ];
    return FITS[fits.indexOf(true)] ?? 0;
  });
  return ratings.includes(0) ? 0 : ratings.reduce<number>((sum, rating) => sum + rating, 1);
}

function plainText(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
}
