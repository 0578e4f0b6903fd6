import * as tf from '@tensorflow/tfjs-core';
import type { LossConfig } from '../config/lossConfig';
import { attraction } from '../gpu/ops/attraction';
import { combineTerms, type WeightedTerm } from '../gpu/ops/combineTerms';
import { covariancePenalty } from '../gpu/ops/covariancePenalty';
import { gatherCells } from '../gpu/ops/gatherCells';
import { varianceHinge } from '../gpu/ops/varianceHinge';
import type { VicregCoefficients, VicregTerms } from './globalCriterion';
import { ALL_MATCHES, keepBest, nearestCells, withinThreshold } from './matching';
import type { Coefficient, Matches, NearestCells } from './matching';
import { GLOBAL_VIEWS, viewPairs } from './pairs';

/** A view as the local criterion sees it. */
export interface LocalView {
  /** Map embeddings, `[B, N, C]`. */
  readonly maps: tf.Tensor3D;
  /** Centre of each cell as (y, x) in pixels of the source image, `[B, N, 2]`. */
  readonly locations: tf.Tensor3D;
}

/** How cells are matched: the fields of the configuration's loss section that concern matching. */
export type MatchingOptions = Pick<
  LossConfig,
  'matchesForward' | 'matchesBackward' | 'matchesRule' | 'embeddingMatchesAll' | 'fastVarianceCovariance'
> & {
  /** L2 distance of map embeddings beyond which a match is not attracted; null attracts all. */
  readonly embeddingThreshold: Coefficient | null;
  /** The same in pixels of the source image for matches by location. */
  readonly locationThreshold: Coefficient | null;
};

export type MatchKind = 'embedding' | 'location';

/** The matches of one view's cells among another's, and how often the 2(V − 1) pairs ask for them. */
export interface DirectedMatches {
  readonly kind: MatchKind;
  /** The view that looks. */
  readonly from: number;
  /** The view looked into. */
  readonly into: number;
  /** γ; −1 for all. */
  readonly count: number;
  readonly uses: number;
  readonly matches: Matches;
}

/** γ of a view that looks, in the role that it has in its pair. */
export function matchesKept(
  options: MatchingOptions,
  kind: MatchKind,
  role: 'forward' | 'backward',
  view: number,
): number {
  if (kind === 'embedding' && options.embeddingMatchesAll) return ALL_MATCHES;
  const first = options.matchesRule === 'direction' ? role === 'forward' : view < GLOBAL_VIEWS;
  return first ? options.matchesForward : options.matchesBackward;
}

/**
 * All matches that the criterion needs, each made once: the two orders of a pair ask for the same neighbours, and with
 * the same γ for the same matches.
 *
 * @throws Failure `config_invalid` when γ exceeds the cells of a view that looks.
 */
export function directedMatches(views: readonly LocalView[], options: MatchingOptions): DirectedMatches[] {
  const wanted = new Map<string, Omit<DirectedMatches, 'matches'>>();
  for (const { first, second } of viewPairs(views.length)) {
    for (const kind of ['embedding', 'location'] as const) {
      for (const role of ['forward', 'backward'] as const) {
        const [from, into] = role === 'forward' ? [first, second] : [second, first];
        const count = matchesKept(options, kind, role, from);
        const key = [kind, from, into, count].join();
        wanted.set(key, { kind, from, into, count, uses: (wanted.get(key)?.uses ?? 0) + 1 });
      }
    }
  }

  const neighbours = new Map<string, NearestCells>();
  return [...wanted.values()].map((want) => {
    const key = [want.kind, want.from, want.into].join();
    const found = neighbours.get(key) ?? neighboursOf(views, want);
    neighbours.set(key, found);
    return { ...want, matches: keepBest(found, want.count) };
  });
}

function neighboursOf(views: readonly LocalView[], { kind, from, into }: Omit<DirectedMatches, 'matches'>) {
  const input = views[from]!;
  const candidate = views[into]!;
  return kind === 'embedding'
    ? nearestCells(input.maps, candidate.maps)
    : nearestCells(input.locations, candidate.locations);
}

/**
 * VICReg on matched cells (paper, section 3.2). A pair of views contributes half its forward and half its backward
 * matches; matches by embedding and by location are added; the sum is averaged over the 2(V − 1) pairs. With
 * `fastVarianceCovariance`, variance and covariance come from complete maps instead.
 *
 * @param directed the result of `directedMatches`.
 */
export function localCriterion(
  views: readonly LocalView[],
  directed: readonly DirectedMatches[],
  options: MatchingOptions,
  { lambda, mu, nu }: VicregCoefficients,
): VicregTerms {
  const pairs = viewPairs(views.length).length;
  const invariances: WeightedTerm[] = [];
  const variances: WeightedTerm[] = [];
  const covariances: WeightedTerm[] = [];
  for (const { kind, from, into, uses, matches } of directed) {
    const fromMaps = views[from]!.maps;
    const intoMaps = views[into]!.maps;
    const input = matches.complete ? fromMaps : gatherCells({ map: fromMaps, index: matches.input }, {});
    const candidate = gatherCells({ map: intoMaps, index: matches.candidate }, {});
    const threshold = kind === 'embedding' ? options.embeddingThreshold : options.locationThreshold;
    const attracted = threshold === null ? {} : { weight: withinThreshold(matches, threshold) };
    const share = uses / 2 / pairs;
    invariances.push({ weight: share, term: attraction({ input, candidate, ...attracted }, {}) });
    if (options.fastVarianceCovariance) continue;
    for (const x of [input, candidate]) {
      variances.push({ weight: share / 2, term: varianceHinge({ x }, {}) });
      covariances.push({ weight: share / 2, term: covariancePenalty({ x }, {}) });
    }
  }
  if (options.fastVarianceCovariance) {
    variances.push(
      ...views.map(({ maps }) => ({ weight: 1 / views.length, term: varianceHinge({ x: maps }, {}) })),
    );
    covariances.push(fastCovariance(views));
  }
  return {
    invariance: tf.mul(lambda, combineTerms(invariances)),
    variance: tf.mul(mu, combineTerms(variances)),
    covariance: tf.mul(nu, combineTerms(covariances)),
  };
}

/**
 * The reference's fast covariance keeps the last view only, as its cells' values plus their mean, over V. Its mean over
 * cells, on which one can train, is twice the mean value.
 */
function fastCovariance(views: readonly LocalView[]): WeightedTerm {
  const last = views.at(-1)!;
  return { weight: 2 / views.length, term: covariancePenalty({ x: last.maps }, {}) };
}
