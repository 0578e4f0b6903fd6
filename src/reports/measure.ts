import type { RunConfig } from '../config/runConfig';

/** Shares are fractions, 0 to 1. */
export type Unit = 's' | 'nats' | 'fraction' | '1/s' | 'bytes';

/** The plots that curves are drawn in. */
export type Plot =
  | 'loss'
  | 'global'
  | 'local'
  | 'matching'
  | 'spread'
  | 'correlation'
  | 'classifier'
  | 'knn'
  | 'classifierLoss'
  | 'rate'
  | 'speed';

/** What a number is about, which gives it its colour. */
export type Side = 'total' | 'global' | 'local' | 'embedding' | 'chance';

/** A number as a curve over the steps. */
export interface Curve {
  readonly plot: Plot;
  /** Where the plot's title says the rest. */
  readonly label: string;
  /** Where it is another than the number's own. */
  readonly side?: Side;
  /** A marker that tells it from other curves of its side. */
  readonly symbol?: 'circle' | 'square' | 'diamond';
  /** Constant by construction: drawn without smoothing. */
  readonly exact?: true;
}

/** One number that a run reports. */
export interface Measure {
  /** Where it stands in a `MetricsEntry`; what a `?` follows may be absent. */
  readonly path: string;
  /** In the files; never change one, since scripts rely on them. */
  readonly name: string;
  /** Its place among the columns of the files, from 1; never change one, a new measure takes the next. */
  readonly column: number;
  readonly unit?: Unit;
  readonly label: string;
  /** What it is, how it is computed: one or two sentences. */
  readonly explanation: string;
  /** In TeX, see `formulas.ts`; every curve has one. */
  readonly formula?: string;
  /** Why a run with these settings never has it; `undefined` for a run that has. */
  readonly never?: (config: RunConfig) => string | undefined;
  /** Why a report that should bring it came without it. */
  readonly lacks?: string;
  readonly side?: Side;
  /** How it is written where the unit does not say it: `0.0884`, `+0.0884`, `65,536`. */
  readonly written?: 'decimals' | 'signed' | 'count';
  /** Heading under which the page lists it. */
  readonly group?: string;
  /** The measure beside whose value the page tells it, and in which words. */
  readonly beside?: { readonly measure: string; readonly say: (value: number) => string };
  /** Of a spread: dimensions of the vectors, which spread by 1/√d when they fill the sphere. */
  readonly dimensions?: (config: RunConfig) => number;
  readonly curve?: Curve;
  /** Links carry its curve: with as many points as there is room for, or with fewer. */
  readonly inLinks?: 'fully' | 'coarsely';
}
