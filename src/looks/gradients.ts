import * as tf from '@tensorflow/tfjs-core';
import type { RunConfig } from '../config/runConfig';
import { checkpoint } from '../evaluation/cancellation';
import { Failure } from '../failure';
import { byPart, stageOf, type BackbonePart } from '../nn/stageOf';
import type { GradientPart, GradientParts, GradientReport, StageGradients } from '../reports/gradients';
import { planStep } from '../training/plan';
import type { Run } from '../training/run';
import { StepInputs } from '../training/stepInputs';
import { renderStepViews, stepGradients, type GradientInputs } from '../training/trainingStep';
import { MATCH_KINDS } from '../vicregl/definition/matchCounts';
import { hasGlobalBranch, hasLocalBranch, TERM_WEIGHTS, type Term } from '../vicregl/definition/terms';
import { BACKBONE, GLOBAL_EXPANDER, LOCAL_EXPANDER } from '../vicregl/modules';
import { EXPANDER_TITLES, partTitle } from '../vicregl/networkLayers';
import type { Look, LookedAt } from './lookedAt';

/**
 * What each part of the loss asks of each stage of the network, on the batch that the next step would see: a forward and a
 * backward pass for each part, in 32 bits. Of the gradients themselves only dot products leave the device. The step takes
 * both kinds of matches in one op; here each has passes of its own.
 */
export const gradients: Look<'gradients'> = async (network, { by }, watch) => {
  const parts = partsOf(network, by);
  const inputs = writtenInputs(network);
  const taken: PartGradients[] = [];
  try {
    for (const [done, part] of parts.entries()) {
      await checkpoint(watch, done / parts.length);
      taken.push(partGradients(network, inputs, part));
      // On the processor a pass is done by now; on a GPU its commands are sent, and this lets others have a turn.
      await runOf(network).computer.idle();
    }
    const stages = await readStages(
      network,
      taken.map(({ grads }) => grads),
    );
    return { parts, losses: await readLosses(taken), stages };
  } finally {
    for (const { terms, grads } of taken) tf.dispose([terms, grads]);
    inputs.dispose();
  }
};

const TERMS = Object.keys(TERM_WEIGHTS) as Term[];

/** The branches that the model has, the local one by kind of match; whole or by their terms. */
function partsOf({ initialAlpha }: LookedAt, by: GradientParts): GradientPart[] {
  const whole: GradientPart[] = [
    ...(hasGlobalBranch(initialAlpha) ? [{ branch: 'global' } as const] : []),
    ...(hasLocalBranch(initialAlpha) ? MATCH_KINDS.map((kind) => ({ branch: 'local', kind }) as const) : []),
  ];
  return by === 'branches' ? whole : whole.flatMap((part) => TERMS.map((term) => ({ ...part, term })));
}

/** The run whose next step is asked about. */
function runOf({ run }: LookedAt): Run {
  if (run !== undefined) return run;
  throw new Failure({
    code: 'config_invalid',
    message: 'The model of a file has no next step.',
    doing: 'looking at gradients',
    remedy: 'Start a run from the file.',
  });
}

/** The settings of a network, with no more images in a step than the data set has: it may be another run's. */
function fittingConfig(network: LookedAt): RunConfig {
  const { config } = network;
  const batch = Math.min(config.run.batch, runOf(network).images.data.count);
  return { ...config, run: { ...config.run, batch } };
}

/** Inputs of their own, so that those of the run stay as its next step will find them. */
export function writtenInputs(network: LookedAt): StepInputs {
  const { step } = network;
  const run = runOf(network);
  const { data } = run.images;
  const config = fittingConfig(network);
  const inputs = new StepInputs(run.computer, config, [1, 1], data);
  // Zeros that are sent only when an op reads them would come after what is written now.
  for (const tensor of inputs.all()) run.computer.upload(tensor);
  inputs.write(planStep(config, data, step), config, data, new Float32Array(1));
  return inputs;
}

interface PartGradients {
  /** What its terms add to the loss, `[3]`. */
  readonly terms: tf.Tensor1D;
  /** By the names of the parameters that it reaches. */
  readonly grads: Readonly<Record<string, tf.Tensor>>;
}

/** The gradients of one weighted part; kept. */
function partGradients(network: LookedAt, inputs: StepInputs, part: GradientPart): PartGradients {
  const { model } = network;
  const run = runOf(network);
  const { height, width } = run.images.data;
  const config = fittingConfig(network);
  const { alpha } = config.loss;
  const isGlobal = part.branch === 'global';
  const share = isGlobal ? alpha : 1 - alpha;
  const coefficients = Object.entries(TERM_WEIGHTS).map(([term, name]) => [
    name,
    part.term === undefined || part.term === term ? share * config.loss[name] : 0,
  ]);
  const criterion = {
    ...config.loss,
    ...(Object.fromEntries(coefficients) as Record<(typeof TERM_WEIGHTS)[Term], number>),
    // The other branch is left out, and costs nothing.
    alpha: isGlobal ? 1 : 0,
    ...(part.kind === undefined ? {} : { kinds: [part.kind] }),
  };
  const parts: GradientInputs = {
    ...{ computer: run.computer, config, model, inputs },
    // Without labels there is no classifier, which is no part of the loss.
    images: { packed: inputs.pixels!, data: { height, width } },
  };
  return tf.tidy(() => {
    const { result, grads } = stepGradients(parts, criterion, renderStepViews(parts));
    const { terms, ...rest } = result;
    tf.dispose(rest as never);
    return { terms, grads };
  });
}

interface Stage extends Pick<StageGradients, 'id' | 'title'> {
  readonly names: string[];
}

/** The parameters that the loss trains, stage by stage. */
function stagesOf({ model, config }: LookedAt): Stage[] {
  const { backbone } = config.model;
  const count = backbone.family === 'convnext' ? backbone.depths.length : backbone.layers.length;
  const parts = new Map<BackbonePart, string[]>();
  const expanders = { [GLOBAL_EXPANDER]: [] as string[], [LOCAL_EXPANDER]: [] as string[] };
  for (const name of Object.keys(model.trainable)) {
    const dot = name.indexOf('.');
    const module = name.slice(0, dot);
    if (module === BACKBONE) {
      const part = stageOf(name.slice(dot + 1), count);
      parts.set(part, [...(parts.get(part) ?? []), name]);
    } else if (module === GLOBAL_EXPANDER || module === LOCAL_EXPANDER) expanders[module].push(name);
  }
  const stage = (title: string, names: string[]): Stage => ({ id: title.toLowerCase(), title, names });
  return [
    ...[...parts].sort(([a], [b]) => byPart(a, b)).map(([part, names]) => stage(partTitle(part), names)),
    ...[GLOBAL_EXPANDER, LOCAL_EXPANDER].flatMap((module) => {
      const key = module as keyof typeof expanders;
      return expanders[key].length === 0 ? [] : [stage(EXPANDER_TITLES[key], expanders[key])];
    }),
  ];
}

async function readLosses(taken: readonly PartGradients[]): Promise<GradientReport['losses']> {
  const all = tf.tidy(() => tf.concat1d(taken.map(({ terms }) => terms)));
  try {
    const read = await all.data<'float32'>();
    return taken.map((_, part) => {
      const [invariance, variance, covariance] = read.subarray(part * TERMS.length);
      return { invariance: invariance!, variance: variance!, covariance: covariance! };
    });
  } finally {
    all.dispose();
  }
}

async function readStages(
  network: LookedAt,
  grads: readonly Readonly<Record<string, tf.Tensor>>[],
): Promise<StageGradients[]> {
  const { trainable } = network.model;
  const stages = stagesOf(network);
  const sums = tf.tidy(() => {
    const rows = stages.map(({ names }) => {
      const products = names.map((name) => {
        const { size } = trainable[name]!;
        const flat = grads.map((own) => tf.reshape<tf.Rank.R1>(own[name] ?? tf.zeros([size]), [size]));
        const all = tf.stack(flat) as tf.Tensor2D;
        return tf.reshape<tf.Rank.R1>(tf.matMul(all, all, false, true), [-1]);
      });
      const weights = names.map((name) => tf.reshape<tf.Rank.R1>(tf.sum(tf.square(trainable[name]!)), [1]));
      return tf.concat1d([sumOf(weights), sumOf(products)]);
    });
    return tf.stack(rows);
  });
  try {
    const read = await sums.data<'float32'>();
    const width = 1 + grads.length ** 2;
    return stages.map(({ id, title, names }, row) => ({
      ...{ id, title },
      parameters: names.reduce((sum, name) => sum + trainable[name]!.size, 0),
      weightSquares: read[row * width]!,
      products: read.slice(row * width + 1, (row + 1) * width),
    }));
  } finally {
    sums.dispose();
  }
}

/** One after the other: a GPU binds only so many tensors to one program, and `addN` takes them all at once. */
function sumOf(tensors: readonly tf.Tensor1D[]): tf.Tensor1D {
  return tensors.reduce((sum, tensor) => tf.add(sum, tensor));
}
