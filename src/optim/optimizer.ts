import * as tf from '@tensorflow/tfjs-core';
import type { OptimConfig } from '../config/optimConfig';
import { Failure } from '../failure';
import { assignInPlace, copyTensor } from '../gpu/copy';
import type { ParameterSpec, TensorMap } from '../nn/parameters';
import { adamwRule } from './adamw';
import { larsRule } from './lars';
import type { Rates, UpdateRule } from './updateRule';

type Variables = Readonly<Record<string, tf.Variable>>;

/**
 * Updates parameters in place. A parameter without a gradient is skipped altogether: no decay, no momentum, and its own
 * step count stays.
 */
export interface Optimizer {
  /** One step on all parameters that `grads` names. */
  update(params: Variables, grads: TensorMap, rates: Rates): void;
  /**
   * The host's half of `update`: counts a step for the parameters named and returns `[P, columns]` values, one row for
   * each trainable parameter, in `scalarsShape`.
   */
  nextScalars(names: readonly string[], rates: Rates): Float32Array;
  /** The device's half: nothing in it depends on the step but `scalars`, so that it can be recorded and replayed. */
  apply(params: Variables, grads: TensorMap, scalars: tf.Tensor2D): void;
  readonly scalarsShape: readonly [number, number];
  /** A copy of the whole state that stays on the device. */
  backup(): OptimizerBackup;
  /** Copies of the slots as `exp_avg/NAME`, `exp_avg_sq/NAME` and `step/NAME`, or `mu/NAME`; the caller disposes them. */
  state(): Record<string, tf.Tensor>;
  /**
   * Takes over what `state` returned; the tensors stay the caller's.
   *
   * @throws Failure `weights_mismatch` when one is missing or of another shape.
   */
  load(state: TensorMap): Promise<void>;
  dispose(): void;
}

/** The state of an optimiser at one time. */
export interface OptimizerBackup {
  /** Puts the state back into the optimiser that it was taken from; may be done again. */
  restore(): void;
  dispose(): void;
}

const STEP = 'step';

/** The configuration's fields that an optimiser is made with; the others may change from step to step. */
export type OptimizerOptions = Pick<OptimConfig, 'optimizer' | 'beta1' | 'beta2' | 'momentum' | 'eta'>;

/** An optimiser at its start, for the trainable parameters among `specs`. */
export function createOptimizer(config: OptimizerOptions, specs: readonly ParameterSpec[]): Optimizer {
  const rule: UpdateRule = config.optimizer === 'adamw' ? adamwRule(config) : larsRule(config);
  const trainable = specs.filter((spec) => spec.trainable);
  const rows = new Map(trainable.map(({ name }, row) => [name, row]));
  const steps = new Map(trainable.map(({ name }) => [name, 0]));
  const slots = new Map(
    trainable.map(({ name, shape }) => [
      name,
      rule.slots.map(() => tf.variable(tf.zeros([...shape]), false)),
    ]),
  );
  const scalarsShape = [trainable.length, rule.columns] as const;

  const nextScalars = (names: readonly string[], rates: Rates): Float32Array => {
    for (const name of names) steps.set(name, steps.get(name)! + 1);
    return Float32Array.from(
      // A parameter without updates has no use for its row; that of a first step is at least finite.
      trainable.flatMap(({ name, shape }) => rule.scalars(Math.max(1, steps.get(name)!), rates, shape)),
    );
  };

  const apply = (params: Variables, grads: TensorMap, scalars: tf.Tensor2D): void => {
    for (const [name, grad] of Object.entries(grads)) {
      const param = params[name]!;
      const kept = slots.get(name)!;
      tf.tidy(() => {
        const [newParam, ...newSlots] = rule.apply({
          param,
          grad,
          slots: kept,
          scalars,
          row: rows.get(name)!,
        });
        param.assign(newParam!);
        kept.forEach((slot, index) => slot.assign(newSlots[index]!));
      });
    }
  };

  return {
    nextScalars,
    apply,
    scalarsShape,
    update: (params, grads, rates) =>
      tf.tidy(() => {
        const scalars = tf.tensor2d(nextScalars(Object.keys(grads), rates), [...scalarsShape]);
        apply(params, grads, scalars);
      }),
    backup: () => {
      const counts = new Map(steps);
      const copies = [...slots].map(
        ([name, kept]) => [name, kept.map((slot) => tf.keep(copyTensor(slot)))] as const,
      );
      return {
        restore: () => {
          for (const [name, count] of counts) steps.set(name, count);
          for (const [name, copied] of copies) {
            slots.get(name)!.forEach((slot, index) => assignInPlace(slot, copied[index]!));
          }
        },
        dispose: () => copies.forEach(([, copied]) => tf.dispose([...copied])),
      };
    },
    state: () => {
      const state: Record<string, tf.Tensor> = {};
      for (const { name } of trainable) {
        rule.slots.forEach(
          (slot, index) => (state[`${slot}/${name}`] = copyTensor(slots.get(name)![index]!)),
        );
        if (rule.countsSteps) state[`${STEP}/${name}`] = tf.scalar(steps.get(name)!);
      }
      return state;
    },
    async load(state) {
      const find = (key: string, shape: readonly number[]): tf.Tensor => {
        const tensor = state[key];
        if (tensor !== undefined && tf.util.arraysEqual(tensor.shape, [...shape])) return tensor;
        const found = tensor === undefined ? 'is missing' : `has shape [${tensor.shape.join(', ')}]`;
        throw new Failure({
          code: 'weights_mismatch',
          message: `The optimiser state "${key}" of shape [${shape.join(', ')}] ${found}.`,
          doing: 'restoring the optimiser',
          remedy: 'Use a checkpoint of the same model and optimiser.',
        });
      };
      for (const { name, shape } of trainable) {
        rule.slots.forEach((slot, index) =>
          assignInPlace(slots.get(name)![index]!, find(`${slot}/${name}`, shape)),
        );
        if (rule.countsSteps) steps.set(name, (await find(`${STEP}/${name}`, []).data())[0]!);
      }
    },
    dispose: () => [...slots.values()].flat().forEach((slot) => slot.dispose()),
  };
}
