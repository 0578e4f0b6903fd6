import type { MatchSnapshot } from '../../../reports/matches';

/** @file Which pictures of several runs can stand side by side. */

/** Images that more than one run has a picture of, most runs first. */
export function commonImages(runs: readonly (readonly MatchSnapshot[])[]): number[] {
  const counts = new Map<number, number>();
  for (const snapshots of runs)
    for (const image of new Set(snapshots.map(({ imageIndex }) => imageIndex)))
      counts.set(image, (counts.get(image) ?? 0) + 1);
  return [...counts]
    .filter(([, count]) => count > 1)
    .toSorted(([a, n], [b, m]) => m - n || a - b)
    .map(([image]) => image);
}

/** A run's picture of an image at a step: the last one up to there, else its first. */
export function pictureAt(
  snapshots: readonly MatchSnapshot[],
  image: number,
  step: number,
): MatchSnapshot | undefined {
  const own = snapshots.filter(({ imageIndex }) => imageIndex === image);
  return own.findLast((snapshot) => snapshot.step <= step) ?? own[0];
}

/** The steps at which some run has a picture of an image, rising. */
export function stepsOf(runs: readonly (readonly MatchSnapshot[])[], image: number): number[] {
  const steps = runs.flat().flatMap((snapshot) => (snapshot.imageIndex === image ? [snapshot.step] : []));
  return [...new Set(steps)].toSorted((a, b) => a - b);
}
