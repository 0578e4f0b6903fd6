/** @file Which views are on show, in the address: `?view=data&beside=training`. */

/** Ids of views. */
export interface Shown {
  readonly view: string;
  readonly beside: string | null;
}

const VIEW = 'view';
const BESIDE = 'beside';

/**
 * Reads the query of an address.
 * @param known ids that there are; others are ignored
 * @returns `undefined` where it says nothing of views
 */
export function readShown(search: string, known: readonly string[]): Shown | undefined {
  const query = new URLSearchParams(search);
  const named = (key: string) => known.find((id) => id === query.get(key));
  const [view, beside = null] = [named(VIEW), named(BESIDE)];
  return view === undefined ? undefined : { view, beside: beside === view ? null : beside };
}

/** The query with these views in it; what else it says stays. */
export function withShown(search: string, { view, beside }: Shown): string {
  const query = new URLSearchParams(search);
  query.set(VIEW, view);
  if (beside === null) query.delete(BESIDE);
  else query.set(BESIDE, beside);
  return `?${query.toString()}`;
}
