import * as tf from '@tensorflow/tfjs-core';
import { detach } from '../tensors/detach';
import { bestMatches } from '../ops/bestMatches';
import { nearestColumns, pairwiseNearest } from '../ops/pairwiseNearest';
import { cellsOfRows, type ViewLayout } from '../ops/viewLayout';
import { ALL_MATCHES, MATCH_KINDS, MATCH_ROLES, matchesKept, type MatchKind } from './definition/matchCounts';
import { type Matches, type MatchingOptions } from './definition/matching';
import { unorderedPairs, viewPairs } from './definition/pairs';
import { checkMatchCount } from './matching';
import type { StackedViews } from './stackedViews';

/** The matches of one view's cells among another's, and how often the 2(V − 1) pairs ask for them. */
export interface MatchList {
  readonly kind: MatchKind;
  /** The view that looks. */
  readonly from: number;
  /** The view looked into. */
  readonly into: number;
  /** γ; −1 for all. */
  readonly count: number;
  readonly uses: number;
  /** Matches in the list. */
  readonly kept: number;
  /** Position of its first match among those of all lists. */
  readonly position: number;
}

/** All matches that the criterion needs, list after list. Nothing here carries a gradient. */
export interface MatchedCells {
  readonly lists: readonly MatchList[];
  readonly layout: ViewLayout;
  /** Rows of the stacked maps, `[B, 2S]` int32: of the S cells that look, then of those that they look at. */
  readonly rows: tf.Tensor2D;
  /** `[B, S]`. */
  readonly distance: tf.Tensor2D;
}

/**
 * The lists of matches that the pairs of some views ask for, each once: the two orders of a pair ask for the same
 * neighbours, and with the same γ for the same matches.
 *
 * @param cells cells per sample of each view, of which no list keeps more.
 */
function matchLists(cells: readonly number[], options: MatchingOptions): MatchList[] {
  const { kinds = MATCH_KINDS } = options;
  const wanted = new Map<string, Omit<MatchList, 'kept' | 'position'>>();
  for (const { first, second } of viewPairs(cells.length)) {
    for (const kind of kinds) {
      for (const role of MATCH_ROLES) {
        const [from, into] = role === 'forward' ? [first, second] : [second, first];
        const count = matchesKept(options, kind, role, from);
        const key = [kind, from, into, count].join();
        wanted.set(key, { kind, from, into, count, uses: (wanted.get(key)?.uses ?? 0) + 1 });
      }
    }
  }
  let end = 0;
  return [...wanted.values()].map((want) => {
    const all = cells[want.from]!;
    const kept = want.count === ALL_MATCHES ? all : Math.min(want.count, all);
    end += kept;
    return { ...want, kept, position: end - kept };
  });
}

/**
 * The definition's `matchViews` of all views in all ways that the local criterion asks for, by embedding and by location.
 *
 * @param locations centre of each row of `maps` as (y, x) in pixels of the source image, `[R, 2]`.
 * @throws Failure `config_invalid` when γ exceeds the cells of a view that looks.
 */
export function matchCells(
  { rows: maps, layout }: StackedViews,
  locations: tf.Tensor2D,
  options: MatchingOptions,
): MatchedCells {
  const lists = matchLists(layout.cells, options);
  for (const { count, from } of lists) checkMatchCount(count, layout.cells[from]!);
  const pairs = unorderedPairs(layout.cells.length);
  const searched = {
    ...layout,
    one: pairs.map(({ first }) => first),
    other: pairs.map(({ second }) => second),
  };
  const columns = nearestColumns(searched);
  const columnOf = ({ kind, from, into }: MatchList): number => {
    const forward = pairs.findIndex(({ first, second }) => first === from && second === into);
    const backward = pairs.findIndex(({ first, second }) => first === into && second === from);
    const column = forward >= 0 ? columns.one[forward]! : columns.other[backward]!;
    return kind === 'embedding' ? column : columns.total + column;
  };
  const [distances, index] = pairwiseNearest({ embeddings: detach(maps), locations }, searched);
  const [rows, distance] = bestMatches(
    { distance: distances, index },
    {
      ...layout,
      from: lists.map(({ from }) => from),
      into: lists.map(({ into }) => into),
      kept: lists.map(({ kept }) => kept),
      columns: lists.map(columnOf),
    },
  );
  return { lists, layout, rows, distance };
}

/**
 * The matches of one view's cells in another's, by their cells.
 *
 * @throws Error when no pair of views asked for them.
 */
export function matchesBetween(
  { lists, layout, rows, distance }: MatchedCells,
  kind: MatchKind,
  from: number,
  into: number,
  count: number,
): Matches {
  const list = lists.find(
    (entry) => entry.kind === kind && entry.from === from && entry.into === into && entry.count === count,
  );
  if (list === undefined) throw new Error(`view ${from} was not matched with view ${into}`);
  const positions = lists.reduce((sum, { kept }) => sum + kept, 0);
  const { batch } = layout;
  const slice = (table: tf.Tensor2D, position: number) =>
    tf.slice2d(table, [0, position], [batch, list.kept]);
  return tf.tidy(() => ({
    input: cellsOfRows(slice(rows, list.position), layout, [list.from]),
    candidate: cellsOfRows(slice(rows, positions + list.position), layout, [list.into]),
    distance: slice(distance, list.position),
  }));
}
