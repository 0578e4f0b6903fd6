import { philox } from './philox';

/** What random numbers are drawn for; each purpose has numbers of its own. Values are part of saved runs: never reuse one. */
const PURPOSES = {
  weights: 1,
  order: 2,
  view: 3,
  dropPath: 4,
  scene: 5,
  probe: 6,
  snapshot: 7,
  split: 8,
  probeView: 9,
  layout: 10,
} as const;

export type Purpose = keyof typeof PURPOSES;

/** A sequence of random numbers that depends on its four coordinates alone. */
export interface RandomStream {
  /** Unsigned 32-bit integer. */
  next(): number;
  /** In [0, 1), 32 bits. */
  uniform(): number;
  /** In [low, high). */
  between(low: number, high: number): number;
  /** Integer in [0, bound), without modulo bias beyond 2⁻³². */
  below(bound: number): number;
  /** Standard normal. */
  normal(): number;
}

/**
 * The random numbers of (seed, purpose, step, index). All randomness of a run comes from here, so that the same
 * configuration gives the same run and a resumed run goes on as the uninterrupted one would have.
 */
export function randomStream(seed: number, purpose: Purpose, step = 0, index = 0): RandomStream {
  const key = [seed >>> 0, PURPOSES[purpose]] as const;
  let block = 0;
  let words: readonly number[] = [];
  let used = 4;

  const next = (): number => {
    if (used === 4) {
      words = philox([block++, index >>> 0, step >>> 0, Math.floor(step / 2 ** 32)], key);
      used = 0;
    }
    return words[used++]!;
  };
  const uniform = (): number => next() / 2 ** 32;
  return {
    next,
    uniform,
    between: (low, high) => low + (high - low) * uniform(),
    below: (bound) => Math.floor(uniform() * bound),
    normal: () => {
      // Box–Muller; 1 − u keeps the logarithm finite.
      const radius = Math.sqrt(-2 * Math.log(1 - uniform()));
      return radius * Math.cos(2 * Math.PI * uniform());
    },
  };
}

/** A random permutation of 0 … count − 1 (Fisher–Yates). */
export function permutation(count: number, stream: RandomStream): Int32Array {
  const order = Int32Array.from({ length: count }, (_, index) => index);
  for (let last = count - 1; last > 0; last--) {
    const other = stream.below(last + 1);
    const value = order[last]!;
    order[last] = order[other]!;
    order[other] = value;
  }
  return order;
}
