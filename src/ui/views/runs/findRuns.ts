import type { RunRecord } from '../../../storage/runRecord';
import { changesOf } from './runFacts';

/** @file Which runs the library shows, and in which order. */

export const ORDERS = [
  { id: 'newest', label: 'Newest first' },
  { id: 'name', label: 'Name' },
  { id: 'steps', label: 'Most steps' },
  { id: 'loss', label: 'Lowest loss' },
  { id: 'matching', label: 'Best matching' },
  { id: 'linear', label: 'Best linear top-1' },
  { id: 'miou', label: 'Best mIoU' },
] as const;

export type Order = (typeof ORDERS)[number]['id'];

/** What each order goes by, smallest first; runs without a number come last. */
const KEYS: Readonly<Record<Order, (run: RunRecord) => number | string | undefined>> = {
  newest: ({ savedAt }) => -savedAt,
  name: ({ name }) => name.toLowerCase(),
  steps: ({ step }) => -step,
  loss: ({ measures }) => measures.total,
  matching: ({ measures }) => negative(measures['accuracy.embeddings'] ?? measures['accuracy.features']),
  linear: ({ evaluations }) => negative(evaluations.linear_top1),
  miou: ({ evaluations }) => negative(evaluations.mean_iou),
};

function negative(value: number | undefined): number | undefined {
  return value === undefined ? undefined : -value;
}

/** Runs that have every word of `search` in what is said of them, and every one of `tags`; pinned ones first. */
export function findRuns(
  records: readonly RunRecord[],
  search: string,
  tags: ReadonlySet<string>,
  order: Order,
): readonly RunRecord[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const found = records.filter((run) => {
    const text = [run.name, run.note, run.data, run.origin.name, changesOf(run), ...run.tags]
      .join(' ')
      .toLowerCase();
    return words.every((word) => text.includes(word)) && [...tags].every((tag) => run.tags.includes(tag));
  });
  const key = KEYS[order];
  return found.toSorted(
    (a, b) => Number(b.pinned) - Number(a.pinned) || compare(key(a), key(b)) || b.savedAt - a.savedAt,
  );
}

function compare(a: number | string | undefined, b: number | string | undefined): number {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
  return a < b ? -1 : Number(a > b);
}

/** All tags, those of most runs first. */
export function tagsOf(records: readonly RunRecord[]): string[] {
  const counts = new Map<string, number>();
  for (const { tags } of records) for (const tag of tags) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  return [...counts].toSorted(([a, n], [b, m]) => m - n || (a < b ? -1 : 1)).map(([tag]) => tag);
}
