/** Views 0 and 1 are the global ones. */
export const GLOBAL_VIEWS = 2;

/** An ordered pair of views: `first` looks forward into `second`, which looks back. */
export interface ViewPair {
  readonly first: number;
  readonly second: number;
}

/**
 * The pairs that the criterion compares: each global view with every other view, 2(V − 1) in all. With two views both
 * orders count; small views are never first, and never compared with each other (the reference's documented behaviour).
 */
export function viewPairs(views: number): ViewPair[] {
  return [0, 1].flatMap((first) =>
    Array.from({ length: views }, (_, second) => ({ first, second })).filter(
      ({ second }) => second !== first,
    ),
  );
}

/** The same pairs without their order, each once, and how many of its orders count. */
export function unorderedPairs(views: number): (ViewPair & { readonly orders: 1 | 2 })[] {
  return viewPairs(views)
    .filter(({ first, second }) => first > second || second >= GLOBAL_VIEWS)
    .map((pair) => ({ ...pair, orders: pair.second < GLOBAL_VIEWS ? 2 : 1 }));
}
