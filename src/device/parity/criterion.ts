import * as tf from '@tensorflow/tfjs-core';
import { z } from '../../zod';
import { criterionOfViews } from '../../vicregl/criterion';
import type { CriterionOptions, CriterionViews } from '../../vicregl/definition/criterion';
import { MATCH_KINDS, MATCH_ROLES, matchesKept, type MatchKind } from '../../vicregl/definition/matchCounts';
import { type Matches } from '../../vicregl/definition/matching';
import {
  hasGlobalBranch,
  hasLocalBranch,
  termNames,
  type CriterionTerm,
} from '../../vicregl/definition/terms';
import { matchesBetween } from '../../vicregl/matchedCells';
import { viewPairs } from '../../vicregl/definition/pairs';
import { covariance } from '../../vicregl/definition/vicreg';
import { cropBoxes, criterionFields, grid, provenance, size } from './configFields';
import { tolerances, type ParityContext } from './context';
import { criterionOptions } from './criterionOptions';

const config = z.strictObject({
  ...criterionFields,
  global_views: z.literal(2),
  local_views: z.int().min(0),
  grids: z.array(grid),
  batch: size,
  embedding_dim: size,
  maps_dim: size,
  image_size: z.tuple([size, size]),
  crop_boxes_ijhwHW: cropBoxes,
  min_gap_l2_sq: provenance,
  min_gap_location_sq: provenance,
  float64: provenance,
  float32_vs_float64_rel_error: provenance,
  seed: provenance,
});

/** What is compared: a criterion, and the matches that it rests on. */
export interface ComparedCriterion {
  readonly total: tf.Scalar;
  readonly terms: tf.Tensor1D;
  /** The kept matches of view `from` in view `into`. */
  readonly matches: (kind: MatchKind, from: number, into: number, count: number) => Matches;
}

function fusedCriterion(views: CriterionViews, options: CriterionOptions): ComparedCriterion {
  const result = criterionOfViews(views, options);
  return {
    ...result,
    matches: (...asked) => matchesBetween(result.matches!, ...asked),
  };
}

/** The criterion's terms, their gradients, and the matches they rest on, from given embeddings. */
export async function criterion(context: ParityContext, compute = fusedCriterion): Promise<void> {
  const { fixture, comparison } = context;
  const settings = fixture.config(config);
  const options = criterionOptions(settings);
  const limit = tolerances('criterion', context);
  const views = settings.grids.map((_, view) => view);
  if (views.length !== settings.global_views + settings.local_views)
    throw new Error('config: grids do not fit the views');

  const embeddings = views.map((view) => fixture.tensor<tf.Rank.R2>(`embedding/${view}`));
  const maps = views.map((view) => fixture.tensor<tf.Rank.R3>(`maps/${view}`));
  const locations = views.map((view) => {
    const grid = fixture.tensor(`locations/${view}`);
    return tf.reshape<tf.Rank.R3>(grid, [grid.shape[0], -1, 2]);
  });
  const compared = () => compute({ embeddings, maps, locations }, options);

  const result = compared();
  await compareTerms(context, result, options);
  if (hasLocalBranch(options.alpha)) {
    if (settings.fast_vc_reg) await compareFastVectors(context, result, options, maps.at(-1)!, views.length);
    await compareMatches(context, result, options, views.length);
  }

  const inputs = [
    ...embeddings.map((tensor, view) => ({
      tensor,
      name: `grad/embedding/${view}`,
      used: hasGlobalBranch(options.alpha),
    })),
    ...maps.map((tensor, view) => ({
      tensor,
      name: `grad/maps/${view}`,
      used: hasLocalBranch(options.alpha),
    })),
  ];
  const used = inputs.filter((input) => input.used);
  const gradients = tf.grads(() => compared().total)(used.map(({ tensor }) => tensor));
  for (const input of inputs) {
    const gradient = gradients[used.indexOf(input)] ?? tf.zerosLike(input.tensor);
    comparison.relative(
      input.name,
      await gradient.data(),
      fixture.values(input.name, 'F32'),
      limit.gradients,
    );
  }
}

const NAMES: Readonly<Record<CriterionTerm, string>> = {
  globalInvariance: 'inv',
  globalVariance: 'var',
  globalCovariance: 'cov',
  localInvariance: 'minv',
  localVariance: 'mvar',
  localCovariance: 'mcov',
};

async function compareTerms(
  context: ParityContext,
  { terms, total }: ComparedCriterion,
  { alpha }: CriterionOptions,
) {
  const { fixture, comparison } = context;
  const limit = tolerances('criterion', context).terms;
  const values = await terms.data();
  termNames(alpha).forEach((name, i) =>
    comparison.relative(NAMES[name], [values[i]!], fixture.values(NAMES[name], 'F32'), limit),
  );
  comparison.relative('loss', await total.data(), fixture.values('loss', 'F32'), limit);
}

/** The reference returns the fast covariance as a vector over the last view's cells, and the loss with it. */
async function compareFastVectors(
  context: ParityContext,
  { terms }: ComparedCriterion,
  { alpha, nu }: { readonly alpha: number; readonly nu: number },
  lastMaps: tf.Tensor3D,
  views: number,
): Promise<void> {
  const { fixture, comparison } = context;
  const limit = tolerances('criterion', context).terms;
  const perCell = covariance(lastMaps);
  const fast = tf.mul(nu / views, tf.add(perCell, tf.mean(perCell)));
  const values = await terms.data();
  const names = termNames(alpha);
  const sum = (...wanted: CriterionTerm[]): number =>
    wanted.reduce((total, name) => total + (values[names.indexOf(name)] ?? 0), 0);
  const global = alpha * sum('globalInvariance', 'globalVariance', 'globalCovariance');
  const local = tf.add(fast, sum('localInvariance', 'localVariance'));
  const loss = tf.add(tf.mul(local, 1 - alpha), global);
  comparison.relative('mcov_vector', await fast.data(), fixture.values('mcov_vector', 'F32'), limit);
  comparison.relative('loss_vector', await loss.data(), fixture.values('loss_vector', 'F32'), limit);
}

async function compareMatches(
  { fixture, comparison }: ParityContext,
  result: ComparedCriterion,
  options: CriterionOptions,
  views: number,
): Promise<void> {
  for (const { first, second } of viewPairs(views)) {
    for (const kind of MATCH_KINDS) {
      for (const role of MATCH_ROLES) {
        const [from, into] = role === 'forward' ? [first, second] : [second, first];
        const count = matchesKept(options, kind, role, from);
        const name = `match/${first}-${second}/${kind === 'embedding' ? 'l2' : 'location'}/${role}`;
        const found = result.matches(kind, from, into, count);
        for (const side of ['input', 'candidate'] as const) {
          const expected = fixture.values(`${name}/${side}`, 'I32');
          comparison.exact(`${name}/${side}`, await found[side].data(), expected);
        }
      }
    }
  }
}
