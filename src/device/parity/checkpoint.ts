import * as tf from '@tensorflow/tfjs-core';
import type { BackboneConfig, ModelConfig } from '../../config/modelConfig';
import { modelState, type ModelState } from '../../formats/pytorch/modelState';
import type { TensorData } from '../../formats/tensorData';
import { linear } from '../../ops/linear';
import { backboneForward } from '../../nn/backbone';
import { backboneSpecs } from '../../nn/backboneSpecs';
import type { ParameterSpec } from '../../nn/parameters';
import { CLASSIFIER } from '../../vicregl/modules';
import { forwardViews, networkSpecs } from '../../vicregl/network';
import { backboneConfig } from './backboneConfig';
import { backboneCheckpointConfig, fullCheckpointConfig } from './checkpointConfig';
import { compareOptimizer, compareSums } from './checkpointOptimizer';
import { checkpointTensors, numbersOf, readCheckpoint, sameKind } from './checkpointTensors';
import { tolerances, type ParityContext } from './context';
import { toChannelsLast } from './gradients';
import { sameNames } from './stateDict';

const PARALLEL_PREFIX = /^module\./;

/** A `.pth` file of PyTorch, read without Python: its tensors, and what the model makes of an image with them. */
export async function checkpoint(context: ParityContext): Promise<void> {
  const { fixture } = context;
  if (fixture.names('tensor/').length > 0) checkpointTensors(context);
  else if (fixture.has('logits')) await fullCheckpoint(context);
  else await backboneCheckpoint(context);
}

async function backboneCheckpoint(context: ParityContext): Promise<void> {
  const settings = context.fixture.config(backboneCheckpointConfig);
  const state = modelState(readCheckpoint(context, settings));
  compareWeights(context, state, settings.tensors);
  const backbone = backboneConfig(settings);
  const weights = tensorsOf(state, backboneSpecs(backbone));
  const { maps, representation } = backboneForward(backbone, weights, imagesOf(context), { training: false });
  await compareOutputs(context, backbone, { maps, representation });
}

async function fullCheckpoint(context: ParityContext): Promise<void> {
  const settings = context.fixture.config(fullCheckpointConfig);
  const state = modelState(readCheckpoint(context, settings));
  compareWeights(context, state, settings.tensors);
  if (state.epoch !== settings.epoch)
    throw new Error(`the epoch is ${state.epoch ?? 'missing'}, not ${settings.epoch}`);
  compareOptimizer(
    context.comparison,
    state,
    settings.optimizer_sums,
    tolerances('checkpoint', context).sums,
  );

  const model: ModelConfig = {
    backbone: backboneConfig(settings),
    globalExpander: settings.mlp,
    localExpander: settings.maps_mlp,
    expanderNorm: 'auto',
    classifier: true,
  };
  const classes = context.fixture.shape('logits')[1]!;
  const weights = tensorsOf(state, networkSpecs(model, settings.alpha, classes));
  const { outputs } = forwardViews(model, weights, [{ views: [0], images: imagesOf(context) }], {
    training: false,
    alpha: settings.alpha,
  });
  const { features, representation, embedding, maps } = outputs[0]!;
  const logits = linear(
    { x: representation, w: weights[`${CLASSIFIER}.weight`]!, b: weights[`${CLASSIFIER}.bias`]! },
    { activation: 'none' },
  );
  await compareOutputs(context, model.backbone, {
    maps: features,
    representation,
    logits,
    ...(embedding && { embedding }),
    ...(maps && { maps_embedding: maps }),
  });
}

/** Names, types, shapes, and sums of the weights. */
function compareWeights(
  context: ParityContext,
  { tensors }: ModelState,
  expected: Readonly<Record<string, { dtype: string; shape: number[]; sum: number; abs_sum: number }>>,
): void {
  const bare = Object.entries(expected).map(
    ([name, entry]) => [name.replace(PARALLEL_PREFIX, ''), entry] as const,
  );
  sameNames(
    'weights',
    Object.keys(tensors),
    bare.map(([name]) => name),
  );
  for (const [name, { dtype, shape, sum, abs_sum: magnitude }] of bare) {
    const tensor = tensors[name]!;
    sameKind(name, tensor, dtype, shape);
    const values = Array.from(numbersOf(tensor));
    compareSums(context.comparison, name, values, [sum, magnitude], tolerances('checkpoint', context).sums);
  }
}

/** The weights on the backend; names and shapes must be those of the model. */
function tensorsOf({ tensors }: ModelState, specs: readonly ParameterSpec[]): Record<string, tf.Tensor> {
  sameNames(
    'state dict',
    Object.keys(tensors),
    specs.map(({ name }) => name),
  );
  return Object.fromEntries(
    specs.map(({ name, shape, dtype }) => [name, tensorOf(tensors[name]!, shape, dtype ?? 'float32')]),
  );
}

function tensorOf(data: TensorData, shape: readonly number[], dtype: 'float32' | 'int32'): tf.Tensor {
  const values = numbersOf(data);
  return tf.tensor(
    dtype === 'int32' ? Int32Array.from(values) : Float32Array.from(values),
    [...shape],
    dtype,
  );
}

function imagesOf({ fixture }: ParityContext): tf.Tensor4D {
  return toChannelsLast(fixture.tensor('x'));
}

async function compareOutputs(
  context: ParityContext,
  { family }: BackboneConfig,
  outputs: Readonly<Record<string, tf.Tensor>>,
): Promise<void> {
  const limit = tolerances(family, context).outputs;
  for (const [name, output] of Object.entries(outputs)) {
    context.comparison.relative(name, await output.data(), context.fixture.values(name, 'F32'), limit);
  }
}
