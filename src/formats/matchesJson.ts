import { PROGRAM } from '../program';
import type { MatchSnapshot, RankedMatches } from '../reports/matches';

/**
 * The matched cells of a run's pictures as JSON, without pixels and features. A match is `[cell of view 0, cell of view 1,
 * distance]`, best first; cells are numbered row by row, and lie at `[y, x]` in pixels of the source image.
 */
export function matchesToJson(snapshots: readonly MatchSnapshot[]): string {
  const pictures = snapshots.map((snapshot) => ({
    step: snapshot.step,
    image: snapshot.imageIndex,
    ...(snapshot.label === undefined ? {} : { label: snapshot.label }),
    source: { height: snapshot.source.height, width: snapshot.source.width },
    views: snapshot.views.map(({ rows, columns, locations }) => ({
      rows,
      columns,
      locations: Array.from({ length: rows * columns }, (_, cell) => [
        locations[2 * cell]!,
        locations[2 * cell + 1]!,
      ]),
    })),
    matches: { embedding: pairs(snapshot.byEmbedding), location: pairs(snapshot.byLocation) },
    kept: { embedding: snapshot.keptByEmbedding, location: snapshot.keptByLocation },
    accuracy: snapshot.accuracy,
  }));
  return `${JSON.stringify({ program: PROGRAM, pictures })}\n`;
}

function pairs({ input, candidate, distance }: RankedMatches): number[][] {
  return Array.from(input, (cell, place) => [cell, candidate[place]!, distance[place]!]);
}
