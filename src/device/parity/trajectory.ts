import * as tf from '@tensorflow/tfjs-core';
import type { ModelConfig } from '../../config/modelConfig';
import { ownCopy } from '../../ops/ownCopy';
import { createOptimizer } from '../../optim/optimizer';
import { learningRate, type Schedule } from '../../optim/schedule';
import { termNames, type CriterionTerm } from '../../vicregl/definition/terms';
import {
  lossInputs,
  collapseMeasuresOfFirstView,
  type LossInputs,
  type LossResult,
} from '../../vicregl/loss';
import { lossGradients } from '../../vicregl/lossGradients';
import { networkSpecs } from '../../vicregl/network';
import { backboneConfig } from './backboneConfig';
import { largestDifference, movementError } from './comparison';
import { tolerances, type ParityContext } from './context';
import { criterionOptions } from './criterionOptions';
import { toChannelsLast } from './gradients';
import { sameNames, stateOf } from './stateDict';
import type { StepsSettings } from './stepsConfig';

/** PyTorch's defaults and the reference's fixed values. */
const OPTIMIZER = { beta1: 0.9, beta2: 0.999, momentum: 0.9, eta: 1e-3 } as const;

/**
 * Trains as the file did, on the same views at each step, and compares what is logged on the way, the gradients of the
 * first step and the weights at the end.
 *
 * @param disturb what is done to each view before it is used.
 */
export async function trajectory(
  context: ParityContext,
  settings: StepsSettings,
  disturb: (view: tf.Tensor4D) => tf.Tensor4D,
): Promise<void> {
  const { fixture, comparison } = context;
  const model: ModelConfig = {
    backbone: backboneConfig(settings),
    globalExpander: settings.mlp,
    localExpander: settings.maps_mlp,
    expanderNorm: settings.norm,
    classifier: true,
  };
  const options = { model, criterion: criterionOptions(settings), training: true };
  const specs = networkSpecs(model, settings.alpha, settings.num_classes);
  const names = specs.map(({ name }) => name);
  sameNames('state dict', names, settings.state_dict_order);
  const initial = stateOf(fixture, 'init/', specs);
  const params = Object.fromEntries(
    specs.map(({ name, trainable }) => [name, tf.variable(ownCopy(initial[name]!), trainable)]),
  );
  const trainable = Object.fromEntries(
    specs.filter((spec) => spec.trainable).map(({ name }) => [name, params[name]!]),
  );
  const inputs: LossInputs = {
    ...lossInputs(
      settings.crop_sizes.map((_, view) => disturb(toChannelsLast(fixture.tensor(`views/${view}`)))),
      settings.crop_sizes.map((_, view) => fixture.tensor(`locations/${view}`)),
    ),
    labels: fixture.tensor('labels'),
  };
  const optimizer = createOptimizer({ ...OPTIMIZER, optimizer: settings.optimizer }, specs);
  const rates = Array.from({ length: settings.steps }, (_, step) => learningRate(step, scheduleOf(settings)));
  comparison.relative('lr', rates, fixture.values('lr', 'F64'), tolerances('schedule', context).rate);

  const logs: Record<string, number>[] = [];
  for (const [step, rate] of rates.entries()) {
    const { result, grads } = lossGradients(params, trainable, inputs, options);
    logs.push(await logOf(result, settings.alpha));
    if (step === 0) await compareGradients(context, settings, grads);
    optimizer.update(params, grads, { learningRate: rate, weightDecay: settings.weight_decay });
    for (const [name, value] of Object.entries(result.buffers)) params[name]!.assign(value);
    tf.dispose([result as never, grads]);
  }
  compareLogs(context, logs);
  await compareFinal(context, settings, initial, params);
  optimizer.dispose();
  tf.dispose(params);
}

function scheduleOf(settings: StepsSettings): Schedule {
  return {
    baseLr: settings.base_lr,
    batchSize: settings.batch_size,
    endLrRatio: settings.end_lr_ratio,
    totalSteps: settings.total_steps,
    warmupSteps: settings.warmup_steps,
  };
}

const METRICS = ['stdr', 'stde', 'corr', 'core', 'top1', 'top5'];

const TERMS: Readonly<Record<CriterionTerm, string>> = {
  globalInvariance: 'inv_l',
  globalVariance: 'var_l',
  globalCovariance: 'cov_l',
  localInvariance: 'minv_l',
  localVariance: 'mvar_l',
  localCovariance: 'mcov_l',
};

/** What the reference logs of a step, under its names. */
async function logOf(result: LossResult, alpha: number): Promise<Record<string, number>> {
  const log: Record<string, number> = {};
  const add = async (names: readonly string[], tensor: tf.Tensor): Promise<void> => {
    const values = await tensor.data();
    names.forEach((name, i) => (log[name] = values[i]!));
  };
  const measures = collapseMeasuresOfFirstView(result.outputs);
  const { entropy, accuracies } = result.classifier!;
  await add(
    termNames(alpha).map((name) => TERMS[name]),
    result.terms,
  );
  await add(['l'], result.loss);
  await add(['cls_l'], entropy);
  await add(['top1', 'top5'], accuracies);
  await add(['stdr', 'corr', ...(result.outputs[0]!.embedding ? ['stde', 'core'] : [])], measures);
  measures.dispose();
  return log;
}

function compareLogs(context: ParityContext, logs: readonly Record<string, number>[]): void {
  const { fixture, comparison } = context;
  const limit = tolerances('steps', context);
  sameNames('log', Object.keys(logs[0]!), fixture.names('log/'));
  for (const name of fixture.names('log/')) {
    const expected = fixture.values(`log/${name}`, 'F32');
    logs.forEach((log, step) => {
      const [actual, wanted] = [log[name]!, expected[step]!];
      const where = `log/${name} at step ${step}`;
      if (!METRICS.includes(name)) comparison.relative(where, [actual], [wanted], limit.terms);
      else if (!(Math.abs(actual - wanted) <= limit.metricsAbsolute)) {
        comparison.relative(where, [actual], [wanted], limit.metrics);
      }
    });
  }
}

async function compareGradients(
  context: ParityContext,
  settings: StepsSettings,
  grads: Readonly<Record<string, tf.Tensor>>,
): Promise<void> {
  const { fixture, comparison } = context;
  const limit = tolerances('steps', context);
  sameNames('grad0', Object.keys(grads), fixture.names('grad0/'));
  for (const [name, gradient] of Object.entries(grads)) {
    const where = `grad0/${name}`;
    const expected = fixture.values(where, 'F32');
    if (settings.tensors_with_zero_gradient_in_theory.includes(name)) {
      comparison.absolute(
        `${where} (0 in theory)`,
        await gradient.data(),
        new Float32Array(expected.length),
        limit.noise,
      );
    } else comparison.relative(where, await gradient.data(), expected, limit.gradients);
  }
}

async function compareFinal(
  context: ParityContext,
  settings: StepsSettings,
  initial: Readonly<Record<string, tf.Tensor>>,
  params: Readonly<Record<string, tf.Variable>>,
): Promise<void> {
  const { fixture, comparison } = context;
  const limit = tolerances('steps', context);
  const final = stateOf(
    fixture,
    'final/',
    Object.keys(params).map((name) => ({ name, shape: params[name]!.shape })),
  );
  for (const [name, param] of Object.entries(params)) {
    const [actual, expected, start] = [
      await param.data(),
      await final[name]!.data(),
      await initial[name]!.data(),
    ];
    const where = `final/${name}`;
    const still = largestDifference(expected, start) === 0;
    if (still || settings.tensors_with_zero_gradient_in_theory.includes(name)) {
      comparison.absolute(where, actual, expected, limit.still);
    } else {
      const noisy = new Set(settings.noise_driven_elements[name]);
      comparison.note(where, movementError(actual, expected, start, noisy), limit.movement);
    }
  }
}
