import type { GradientParts, GradientReport } from './gradients';
import type { StemFilters } from './stemFilters';

/** @file What can be looked at in a network while it trains: a row for each kind of look, what is asked and answered. */

export interface Looks {
  readonly gradients: { readonly request: { readonly by: GradientParts }; readonly report: GradientReport };
  readonly stemFilters: { readonly request: NoQuestions; readonly report: StemFilters };
}

export type LookKind = keyof Looks;

/** The request of a look that there is only one of. */
export type NoQuestions = Readonly<Record<string, never>>;

/** An image that is looked at: one of the data set, by its number in a `SetOverview`, or one that is brought along. */
export type LookImage =
  | { readonly image: number }
  /** `[height, width, 3]` bytes. */
  | { readonly height: number; readonly width: number; readonly pixels: Uint8Array };

/** Whose weights are looked at. */
export type LookSubject =
  /** Those of the run, as they are when the look is taken. */
  | { readonly of: 'run' }
  /** Those that the run had after a step; see `WeightHistory`. */
  | { readonly of: 'moment'; readonly step: number }
  /** Those of another run, which the worker was given under this name. */
  | { readonly of: 'other'; readonly id: string };

export interface LookQuestion<Kind extends LookKind = LookKind> {
  readonly kind: Kind;
  readonly subject: LookSubject;
  readonly request: Looks[Kind]['request'];
}

export interface LookAnswer<Kind extends LookKind = LookKind> {
  /** Steps that the weights had done. */
  readonly step: number;
  /** How long the steps had to wait for it. */
  readonly seconds: number;
  readonly report: Looks[Kind]['report'];
}
