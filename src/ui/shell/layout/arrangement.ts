import { z } from '../../../zod';

/** How a person has arranged the views; the browser remembers it. */
export interface Arrangement {
  /** Ids of views in the order of their tabs; those that are not named come where the table has them. */
  readonly order: readonly string[];
  /** The view beside the one on show. */
  readonly beside: string | null;
  /** Percent of the width that the view on show has, with another one beside it. */
  readonly share: number;
}

export const USUAL: Arrangement = { order: [], beside: null, share: 58 };

/** Neither view may become too narrow to be read, in percent. */
export const LEAST_SHARE = 30;

const MOST_IDS = 100;
const MOST_LETTERS = 100;
const id = z.string().max(MOST_LETTERS);

const stored = z.object({
  order: z.array(id).max(MOST_IDS),
  beside: id.nullable(),
  share: z
    .number()
    .min(LEAST_SHARE)
    .max(100 - LEAST_SHARE),
});

/** Reads what the browser has kept; whatever cannot be used is as if nothing had been kept. */
export function readArrangement(text: string | undefined): Arrangement {
  try {
    return stored.parse(JSON.parse(text ?? ''));
  } catch {
    return USUAL;
  }
}

/** `views` in the arranged order: a view that is new keeps its place behind the one that it follows in the table. */
export function inOrder<View extends { readonly id: string }>(
  views: readonly View[],
  order: readonly string[],
): readonly View[] {
  const arranged = [...new Set(order)].flatMap((known) => views.find(({ id: own }) => own === known) ?? []);
  for (const [index, view] of views.entries()) {
    if (arranged.includes(view)) continue;
    const before = views[index - 1];
    arranged.splice(before === undefined ? 0 : arranged.indexOf(before) + 1, 0, view);
  }
  return arranged;
}

/** `ids` with `moved` at the place that `target` has now; the same where one of them is not there. */
export function withMoved(ids: readonly string[], moved: string, target: string): readonly string[] {
  const place = ids.indexOf(target);
  if (place < 0 || !ids.includes(moved)) return ids;
  return ids.filter((other) => other !== moved).toSpliced(place, 0, moved);
}
