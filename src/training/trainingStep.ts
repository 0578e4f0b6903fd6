import * as tf from '@tensorflow/tfjs-core';
import { renderViews } from '../gpu/ops/renderViews';
import { viewList } from '../augment/viewList';
import type { RunConfig } from '../config/runConfig';
import { assignInPlace } from '../gpu/copy';
import type { Optimizer } from '../optim/optimizer';
import type { VicregTerms } from '../vicregl/globalCriterion';
import type { LossResult } from '../vicregl/loss';
import { lossGradients } from '../vicregl/lossGradients';
import { meanCorrelation, normalizedStd, topAccuracy } from '../vicregl/metrics';
import type { DeviceImages } from './deviceImages';
import type { Model } from './model';
import type { StepInputs } from './stepInputs';
import type { StepMeasure } from './stepReport';

/** What a training step works on. */
export interface StepParts {
  readonly config: RunConfig;
  readonly images: DeviceImages;
  readonly model: Model;
  readonly optimizer: Optimizer;
  readonly inputs: StepInputs;
}

/** The measures of a step, `[names.length]`, in the order of `names`. */
export interface StepOutcome {
  readonly names: readonly StepMeasure[];
  readonly values: tf.Tensor1D;
}

/** Best guesses that count for the second classification measure, as in the reference. */
const TOP_GUESSES = 5;

/**
 * One training step as the paper has it: views → networks → criterion → gradients → optimiser → measures. Reads nothing
 * back and changes the model in place, so that its commands can be recorded. The caller disposes of the values.
 */
export function trainingStep(parts: StepParts): StepOutcome {
  const { images, model, optimizer, inputs } = parts;
  let names: StepMeasure[] = [];
  const values = tf.tidy(() => {
    const { result, grads } = stepGradients(parts, renderStepViews(parts));
    optimizer.apply(model.trainable, grads, inputs.rates);
    for (const [name, value] of Object.entries(result.buffers)) assignInPlace(model.variable(name), value);
    const measures = measuresOf(result, images.data.labels === undefined ? undefined : inputs.labels);
    names = measures.map(([name]) => name);
    const stacked = tf.stack(measures.map(([, value]) => value)) as tf.Tensor1D;
    tf.dispose([result, grads] as never);
    return stacked;
  });
  return { names, values };
}

/** Renders all views of the step's images, `[batch, size, size, 3]` each. */
function renderStepViews({ config, images, inputs }: StepParts): tf.Tensor4D[] {
  const { height, width } = images.data;
  return viewList(config.views).map(({ size }, view) =>
    renderViews(
      { images: images.packed, indices: inputs.indices, parameters: inputs.viewParameters(view) },
      { sourceHeight: height, sourceWidth: width, size },
    ),
  );
}

function stepGradients({ config, images, model, inputs }: StepParts, views: readonly tf.Tensor4D[]) {
  const dropPath = inputs.dropPath();
  return lossGradients(
    model.tensors,
    model.trainable,
    {
      views,
      locations: views.map((_, view) => inputs.locations(view)),
      ...(images.data.labels === undefined ? {} : { labels: inputs.labels }),
    },
    {
      model: config.model,
      criterion: inputs.criterionOptions(config),
      training: true,
      ...(dropPath === undefined ? {} : { dropPath }),
    },
  );
}

function measuresOf(
  { terms, views, logits }: LossResult,
  labels: tf.Tensor1D | undefined,
): (readonly [StepMeasure, tf.Scalar])[] {
  const measures: (readonly [StepMeasure, tf.Scalar])[] = [];
  const add = (name: StepMeasure, value: tf.Scalar) => measures.push([name, value]);
  const addBranch = (branch: 'global' | 'local', values: VicregTerms | undefined) => {
    if (values === undefined) return;
    add(`${branch}Invariance`, values.invariance);
    add(`${branch}Variance`, values.variance);
    add(`${branch}Covariance`, values.covariance);
  };
  addBranch('global', terms.global);
  addBranch('local', terms.local);
  if (terms.classifier !== undefined) add('classifier', terms.classifier);
  const { representation, embedding } = views[0]!;
  add('representationStd', normalizedStd(representation));
  add('representationCorrelation', meanCorrelation(representation));
  if (embedding !== undefined) {
    add('embeddingStd', normalizedStd(embedding));
    add('embeddingCorrelation', meanCorrelation(embedding));
  }
  if (logits !== undefined && labels !== undefined) {
    add('top1', topAccuracy(logits, labels, 1));
    add('top5', topAccuracy(logits, labels, TOP_GUESSES));
  }
  return measures;
}
