import * as tf from '@tensorflow/tfjs-core';
import { renderViews } from '../gpu/ops/renderViews';
import { viewList } from '../augment/viewList';
import type { RunConfig } from '../config/runConfig';
import { assignInPlace } from '../gpu/copy';
import { detach } from '../gpu/detach';
import type { Optimizer } from '../optim/optimizer';
import type { VicregTerms } from '../vicregl/globalCriterion';
import { vicreglLoss, type LossResult } from '../vicregl/loss';
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
    const views = renderStepViews(parts);
    const parameters = model.trainable;
    const variables = Object.values(parameters);
    let measured: tf.Tensor1D | undefined;
    let buffers: LossResult['buffers'] = {};
    const { grads } = tf.variableGrads(() => {
      const result = lossOfViews(parts, views);
      const measures = measuresOf(result, images.data.labels === undefined ? undefined : inputs.labels);
      names = measures.map(([name]) => name);
      measured = tf.keep(tf.stack(measures.map(([, value]) => value)) as tf.Tensor1D);
      buffers = keepAll(result.buffers);
      return result.loss;
    }, variables);
    optimizer.apply(parameters, byParameter(parameters, grads), inputs.rates);
    for (const [name, value] of Object.entries(buffers)) {
      assignInPlace(model.variable(name), value);
      value.dispose();
    }
    return measured!;
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

function lossOfViews(
  { config, images, model, inputs }: StepParts,
  views: readonly tf.Tensor4D[],
): LossResult {
  const dropPath = inputs.dropPath();
  return vicreglLoss(
    model.tensors,
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
  add('representationStd', normalizedStd(detach(representation)));
  add('representationCorrelation', meanCorrelation(detach(representation)));
  if (embedding !== undefined) {
    add('embeddingStd', normalizedStd(detach(embedding)));
    add('embeddingCorrelation', meanCorrelation(detach(embedding)));
  }
  if (logits !== undefined && labels !== undefined) {
    add('top1', topAccuracy(detach(logits), labels, 1));
    add('top5', topAccuracy(detach(logits), labels, TOP_GUESSES));
  }
  return measures;
}

/** Gradients under the parameters' names instead of those that tfjs gives its variables. */
function byParameter(
  parameters: Readonly<Record<string, tf.Variable>>,
  grads: tf.NamedTensorMap,
): Record<string, tf.Tensor> {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, variable]) => [name, grads[variable.name]!]),
  );
}

function keepAll(tensors: Readonly<Record<string, tf.Tensor>>): Record<string, tf.Tensor> {
  return Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [name, tf.keep(tensor)]));
}
