import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { covariancePenaltyPerSlot } from '../../gpu/ops/covariancePenalty';
import { criterion as vicreglCriterion, hasGlobalBranch, hasLocalBranch } from '../../vicregl/criterion';
import type { CriterionOptions, CriterionResult } from '../../vicregl/criterion';
import type { VicregTerms } from '../../vicregl/globalCriterion';
import { matchesKept } from '../../vicregl/localCriterion';
import { viewPairs } from '../../vicregl/pairs';
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

/** The criterion's terms, their gradients, and the matches they rest on, from given embeddings. */
export async function criterion(context: ParityContext): Promise<void> {
  const { fixture, comparison } = context;
  const settings = fixture.config(config);
  const options = criterionOptions(settings);
  const limit = tolerances('criterion', context);
  const views = settings.grids.map((_, view) => view);
  if (views.length !== settings.global_views + settings.local_views)
    throw new Error('config: grids do not fit the views');

  const embeddings = views.map((view) => fixture.tensor<tf.Rank.R2>(`embedding/${view}`));
  const maps = views.map((view) => fixture.tensor<tf.Rank.R3>(`maps/${view}`));
  const locations = views.map((view) => fixture.tensor(`locations/${view}`));
  const run = (): CriterionResult =>
    vicreglCriterion(
      views.map((view) => ({
        embedding: embeddings[view] as tf.Tensor2D,
        maps: maps[view] as tf.Tensor3D,
        locations: locations[view]!,
      })),
      options,
    );

  const result = run();
  await compareTerms(context, result, options);
  if (settings.fast_vc_reg && hasLocalBranch(options.alpha)) {
    await compareFastVectors(context, result, options, maps.at(-1) as tf.Tensor3D, views.length);
  }
  await compareMatches(context, result, options, views.length);

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
  const gradients = tf.grads(() => run().total)(used.map(({ tensor }) => tensor));
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

const GLOBAL_NAMES = { invariance: 'inv', variance: 'var', covariance: 'cov' } as const;
const LOCAL_NAMES = { invariance: 'minv', variance: 'mvar', covariance: 'mcov' } as const;

async function compareTerms(context: ParityContext, result: CriterionResult, { alpha }: CriterionOptions) {
  const { fixture, comparison } = context;
  const limit = tolerances('criterion', context).terms;
  const compare = async (name: string, term: tf.Scalar): Promise<void> =>
    comparison.relative(name, await term.data(), fixture.values(name, 'F32'), limit);
  const branches: [VicregTerms | undefined, Record<keyof VicregTerms, string>, boolean][] = [
    [result.global, GLOBAL_NAMES, hasGlobalBranch(alpha)],
    [result.local, LOCAL_NAMES, hasLocalBranch(alpha)],
  ];
  for (const [terms, names, expected] of branches) {
    if ((terms !== undefined) !== expected)
      throw new Error('a branch of the criterion does not follow alpha');
    if (terms === undefined) continue;
    for (const term of ['invariance', 'variance', 'covariance'] as const)
      await compare(names[term], terms[term]);
  }
  await compare('loss', result.total);
}

/** The reference returns the fast covariance as a vector over the last view's cells, and the loss with it. */
async function compareFastVectors(
  context: ParityContext,
  { global, local }: CriterionResult,
  { alpha, nu }: { readonly alpha: number; readonly nu: number },
  lastMaps: tf.Tensor3D,
  views: number,
): Promise<void> {
  const { fixture, comparison } = context;
  const limit = tolerances('criterion', context).terms;
  const perCell = covariancePenaltyPerSlot(lastMaps);
  const covariance = tf.mul(nu / views, tf.add(perCell, tf.mean(perCell)));
  const { invariance, variance } = local!;
  const globalSum =
    global === undefined ? tf.scalar(0) : tf.addN([global.invariance, global.variance, global.covariance]);
  const loss = tf.add(
    tf.mul(alpha, globalSum),
    tf.mul(1 - alpha, tf.add(tf.add(invariance, variance), covariance)),
  );
  comparison.relative('mcov_vector', await covariance.data(), fixture.values('mcov_vector', 'F32'), limit);
  comparison.relative('loss_vector', await loss.data(), fixture.values('loss_vector', 'F32'), limit);
}

async function compareMatches(
  { fixture, comparison }: ParityContext,
  result: CriterionResult,
  options: CriterionOptions,
  views: number,
): Promise<void> {
  if (!hasLocalBranch(options.alpha)) return;
  for (const { first, second } of viewPairs(views)) {
    for (const kind of ['embedding', 'location'] as const) {
      for (const role of ['forward', 'backward'] as const) {
        const [from, into] = role === 'forward' ? [first, second] : [second, first];
        const count = matchesKept(options, kind, role, from);
        const found = result.matches.find(
          (entry) =>
            entry.kind === kind && entry.from === from && entry.into === into && entry.count === count,
        );
        if (found === undefined) throw new Error(`view ${from} was not matched with view ${into}`);
        const name = `match/${first}-${second}/${kind === 'embedding' ? 'l2' : 'location'}/${role}`;
        for (const side of ['input', 'candidate'] as const) {
          const expected = fixture.values(`${name}/${side}`, 'I32');
          comparison.exact(`${name}/${side}`, await found.matches[side].data(), expected);
        }
      }
    }
  }
}
