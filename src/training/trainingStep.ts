import * as tf from '@tensorflow/tfjs-core';
import { LOSS_SCALE_STATE } from '../ops/lossScale';
import { renderViews } from '../ops/renderViews';
import { viewGroups } from '../augment/viewList';
import { normalizationOf } from '../config/normalization';
import type { RunConfig } from '../config/runConfig';
import type { Computer } from '../compute/computer';
import type { LossScaling } from '../optim/lossScaling';
import type { Optimizer } from '../optim/optimizer';
import type { CriterionOptions } from '../vicregl/definition/criterion';
import { hasGlobalBranch, termNames } from '../vicregl/definition/terms';
import { collapseMeasuresOfFirstView, type LossResult } from '../vicregl/loss';
import { lossGradients } from '../vicregl/lossGradients';
import type { ViewBatch } from '../vicregl/network';
import type { ImageSet } from '../data/imageSet';
import type { Model } from './model';
import type { StepInputs } from './stepInputs';
import type { StepMeasure, StepMeasureNames } from './stepReport';

/** The images that a step finds on the device: the whole data set, or its own batch. */
export interface StepImages {
  /** See `DeviceImages`. */
  readonly packed: tf.Tensor1D;
  readonly data: Pick<ImageSet, 'height' | 'width' | 'labels'>;
}

/** What a training step works on. */
export interface StepParts {
  readonly computer: Computer;
  readonly config: RunConfig;
  readonly images: StepImages;
  readonly model: Model;
  readonly optimizer: Optimizer;
  readonly inputs: StepInputs;
  /** There in mixed precision. */
  readonly scaling?: LossScaling | undefined;
}

/** What the gradients of a step need. */
export type GradientInputs = Omit<StepParts, 'optimizer'>;

/** The measures of a step, `[names.length]`, in the order of `names`. */
export interface StepOutcome {
  readonly names: StepMeasureNames;
  readonly values: tf.Tensor1D;
}

/**
 * One training step as the paper has it: views → networks → criterion → gradients → optimiser → measures. Reads nothing
 * back and changes the model in place, so that its commands can be recorded. The caller disposes of the values.
 * Where loss scaling skips the step, weights and optimiser stay as they are; running statistics, which come from the
 * forward pass, follow the batch as always.
 */
export function trainingStep(parts: StepParts): StepOutcome {
  const { computer, model, optimizer, inputs, scaling } = parts;
  let names: StepMeasureNames = [];
  const values = tf.tidy(() => {
    const criterion = inputs.criterionOptions(parts.config);
    const { result, grads } = stepGradients(parts, criterion, renderStepViews(parts));
    optimizer.apply(model.trainable, grads, inputs.rates);
    for (const [name, value] of Object.entries(result.buffers)) computer.copy(value, model.variable(name));
    const measures = measuresOf(result, criterion, scaling);
    names = measures.names;
    tf.dispose([result, grads] as never);
    return measures.values;
  });
  return { names, values };
}

/** Renders all views of the step's images, those of one size together. */
export function renderStepViews({ config, images, inputs }: GradientInputs): ViewBatch[] {
  const { height, width } = images.data;
  return viewGroups(config.views).map(({ size, views }, group) => ({
    views,
    images: renderViews(
      { images: images.packed, indices: inputs.indices, parameters: inputs.viewParameters(group) },
      { sourceHeight: height, sourceWidth: width, size, ...normalizationOf(config.views) },
    ),
  }));
}

/** Loss and gradients of a step's views, see `lossGradients`. */
export function stepGradients(
  { config, images, model, inputs, scaling }: GradientInputs,
  criterion: CriterionOptions,
  batches: readonly ViewBatch[],
) {
  const dropPath = inputs.dropPath();
  return lossGradients(
    model.tensors,
    model.trainable,
    {
      batches,
      locations: inputs.locations,
      ...(images.data.labels === undefined ? {} : { labels: inputs.labels }),
    },
    {
      model: config.model,
      criterion,
      training: true,
      precision: scaling === undefined ? 'float32' : 'mixed',
      ...(dropPath === undefined ? {} : { dropPath }),
    },
    scaling?.scale,
  );
}

/** What is reported of the state of loss scaling. */
const SCALING_MEASURES: Readonly<Partial<Record<(typeof LOSS_SCALE_STATE)[number], StepMeasure>>> = {
  scale: 'lossScale',
  skippedSteps: 'skippedSteps',
};

/**
 * The measures of a step by name, in one tensor: the program that computes the last of them takes the others along. Of loss
 * scaling the scale after the step and how many steps it has cost.
 */
function measuresOf(
  { terms, classifier, outputs }: LossResult,
  { alpha }: Pick<CriterionOptions, 'alpha'>,
  scaling: LossScaling | undefined,
): StepOutcome {
  const names: (StepMeasure | undefined)[] = [...termNames(alpha)];
  const known: tf.Tensor[] = [terms];
  if (classifier !== undefined) {
    names.push('classifier', 'top1', 'top5');
    known.push(classifier.entropy, classifier.accuracies);
  }
  if (scaling !== undefined) {
    names.push(...LOSS_SCALE_STATE.map((name) => SCALING_MEASURES[name]));
    known.push(scaling.record);
  }
  names.push('representationStd', 'representationCorrelation');
  if (hasGlobalBranch(alpha)) names.push('embeddingStd', 'embeddingCorrelation');
  return { names, values: collapseMeasuresOfFirstView(outputs, known) };
}
