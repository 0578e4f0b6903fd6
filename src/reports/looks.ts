import type { MatchLook, MatchLookRequest, PanelReport, PanelRequest } from './matchLook';
import type { ChannelPeaks, ChannelPeaksRequest } from './channelPeaks';
import type { FeatureMaps, FeatureMapsRequest } from './featureMaps';
import type { EmbeddingReport, EmbeddingRequest } from './embeddingSpace';
import type { GradientParts, GradientReport } from './gradients';
import type { StemFilters } from './stemFilters';

export type { BroughtImage, LookImage } from './lookImage';

/** @file What can be looked at in a network while it trains: a row for each kind of look, what is asked and answered. */

export interface Looks {
  readonly matches: { readonly request: MatchLookRequest; readonly report: MatchLook };
  readonly matchPanel: { readonly request: PanelRequest; readonly report: PanelReport };
  readonly channelPeaks: { readonly request: ChannelPeaksRequest; readonly report: ChannelPeaks };
  readonly featureMaps: { readonly request: FeatureMapsRequest; readonly report: FeatureMaps };
  readonly embeddingSpace: { readonly request: EmbeddingRequest; readonly report: EmbeddingReport };
  readonly gradients: { readonly request: { readonly by: GradientParts }; readonly report: GradientReport };
  readonly stemFilters: { readonly request: NoQuestions; readonly report: StemFilters };
}

export type LookKind = keyof Looks;

/** The request of a look that there is only one of. */
export type NoQuestions = Readonly<Record<string, never>>;

/** Whose weights are looked at. */
export type LookSubject =
  /** Those of the run, as they are when the look is taken. */
  | { readonly of: 'run' }
  /** Those that the run had after a step; see `WeightHistory`. */
  | { readonly of: 'moment'; readonly step: number }
  /** Those of another run, which the worker was given under this name. */
  | { readonly of: 'other'; readonly id: string }
  /** Those of the file whose model the worker holds; its views are squares of `size` pixels. */
  | { readonly of: 'file'; readonly size: number };

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
