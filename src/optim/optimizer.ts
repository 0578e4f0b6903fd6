import * as tf from '@tensorflow/tfjs-core';
import type { OptimConfig } from '../config/optimConfig';
import { Failure } from '../failure';
import type { Computer } from '../compute/computer';
import { variableCopy } from '../compute/variableCopy';
import { floatValues } from '../formats/floatValues';
import type { TensorData } from '../formats/tensorData';
import { packInputs } from '../ops/packedSlots';
import type { ParameterSpec, TensorMap } from '../nn/parameters';
import { adamwRule } from './adamw';
import { larsRule } from './lars';
import type { LossScaling } from './lossScaling';
import { sgdRule } from './sgd';
import type { OptimizerBackup, OptimizerState, Rates, UpdateRule } from './updateRule';

type Variables = Readonly<Record<string, tf.Variable>>;

/**
 * Updates parameters in place. A parameter without a gradient is skipped altogether: no decay, no momentum, and its own
 * step count stays.
 */
export interface Optimizer {
  /** One step on all parameters that `grads` names. */
  update(params: Variables, grads: TensorMap, rates: Rates): void;
  /**
   * The host's half of `update`: counts a step for the parameters named, one that loss scaling will skip included, for
   * that is known on the device alone: the bias correction of AdamW is then that of a step later. Returns `[P, columns]` values, one row for
   * each trainable parameter, in `scalarsShape`.
   */
  nextScalars(names: readonly string[], rates: Rates): Float32Array;
  /** The device's half: nothing in it depends on the step but `scalars`, so that it can be recorded and replayed. */
  apply(params: Variables, grads: TensorMap, scalars: tf.Tensor2D): void;
  readonly scalarsShape: readonly [number, number];
  /** Room on the computer for a copy of the whole state, and the copy as it is now. */
  backup(computer: Computer): OptimizerBackup;
  /** Reads the state; no step may be under way. */
  state(): Promise<OptimizerState>;
  /**
   * Takes over what `state` gave. The scale of the loss stays as it is where the state has none.
   *
   * @throws Failure `weights_mismatch` when a tensor is missing or of another shape; nothing is changed then.
   */
  load(state: OptimizerState): void;
  dispose(): void;
}

const STEP = 'step';

/** The configuration's fields that an optimiser is made with; the others may change from step to step. */
export interface OptimizerOptions extends Pick<OptimConfig, 'beta1' | 'beta2' | 'momentum' | 'eta'> {
  /** A run's optimiser, or the one of fine-tuning. */
  readonly optimizer: OptimConfig['optimizer'] | 'sgd';
}

/**
 * An optimiser at its start, for the trainable parameters among `specs`.
 *
 * @param scaling of the loss that the gradients are of; stays the caller's.
 */
export function createOptimizer(
  config: OptimizerOptions,
  specs: readonly ParameterSpec[],
  scaling?: LossScaling,
): Optimizer {
  const rule = ruleOf(config);
  const members = layOut(specs.filter((spec) => spec.trainable));
  const total = members.reduce((sum, { size }) => sum + size, 0);
  const steps = new Map(members.map(({ name }) => [name, 0]));
  const slots = tf.tidy(() => tf.variable(tf.fill<tf.Rank.R2>([rule.slots.length, total], 0), false));
  const scalarsShape = [members.length, rule.columns] as const;

  const nextScalars = (names: readonly string[], rates: Rates): Float32Array => {
    for (const name of names) steps.set(name, steps.get(name)! + 1);
    return Float32Array.from(
      // A parameter without updates has no use for its row; that of a first step is at least finite.
      members.flatMap(({ name, shape }) => rule.scalars(Math.max(1, steps.get(name)!), rates, shape)),
    );
  };

  const apply = (params: Variables, grads: TensorMap, scalars: tf.Tensor2D): void =>
    tf.tidy(() => {
      const updated = members.filter(({ name }) => grads[name] !== undefined);
      if (updated.length === 0) return;
      const variables = updated.map(({ name }) => params[name]!);
      const gradients = updated.map(({ name }) => grads[name]!);
      const results = rule.apply(
        packInputs(variables, gradients, {
          slots,
          scalars,
          ...(scaling && { control: scaling.update(grads) }),
        }),
        { rows: updated.map(({ row }) => row), offsets: updated.map(({ offset }) => offset) },
        updated.map(({ shape }) => shape),
      );
      variables.forEach((variable, index) => variable.assign(results[index]!));
      slots.assign(results.at(-1) as tf.Tensor2D);
    });

  /** Packed slots and counted steps, parameter by parameter. */
  async function named(packed: tf.Tensor, counts: ReadonlyMap<string, number>): Promise<OptimizerState> {
    const counted = new Map(counts);
    const state: Record<string, TensorData> = {};
    for (const [row, slot] of rule.slots.entries()) {
      const values = await readRow(packed as tf.Tensor2D, row);
      for (const { name, shape, size, offset } of members)
        state[`${slot}/${name}`] = { dtype: 'F32', shape, data: values.slice(offset, offset + size) };
    }
    if (rule.countsSteps)
      for (const [name, count] of counted)
        state[`${STEP}/${name}`] = { dtype: 'F32', shape: [], data: Float32Array.of(count) };
    return state;
  }

  return {
    nextScalars,
    apply,
    scalarsShape,
    update: (params, grads, rates) =>
      tf.tidy(() => {
        const scalars = tf.tensor2d(nextScalars(Object.keys(grads), rates), [...scalarsShape]);
        apply(params, grads, scalars);
      }),
    backup: (computer) => {
      let counts = new Map(steps);
      const copy = variableCopy(computer, slots);
      const scale = scaling?.backup(computer);
      return {
        read: async () => ({ ...(await named(copy, counts)), ...(await scale?.read()) }),
        take: () => {
          counts = new Map(steps);
          computer.copy(slots, copy);
          scale?.take();
        },
        restore: () => {
          for (const [name, count] of counts) steps.set(name, count);
          computer.copy(copy, slots);
          scale?.restore();
        },
        dispose: () => {
          copy.dispose();
          scale?.dispose();
        },
      };
    },
    state: async () => ({ ...(await named(slots, steps)), ...(await scaling?.state()) }),
    load(state) {
      const packed = new Float32Array(rule.slots.length * total);
      const counts = members.map(({ name }) =>
        rule.countsSteps ? floatValues(find(state, `${STEP}/${name}`, []))[0]! : 0,
      );
      rule.slots.forEach((slot, row) => {
        for (const { name, shape, offset } of members)
          packed.set(floatValues(find(state, `${slot}/${name}`, shape)), row * total + offset);
      });
      scaling?.load(state);
      members.forEach(({ name }, index) => steps.set(name, counts[index]!));
      tf.tidy(() => slots.assign(tf.tensor2d(packed, [rule.slots.length, total])));
    },
    dispose: () => slots.dispose(),
  };
}

function ruleOf(config: OptimizerOptions): UpdateRule {
  switch (config.optimizer) {
    case 'adamw':
      return adamwRule(config);
    case 'lars':
      return larsRule(config);
    case 'sgd':
      return sgdRule(config);
  }
}

/** A parameter and where its values lie in the packed tensors. */
interface Member {
  readonly name: string;
  readonly shape: readonly number[];
  readonly size: number;
  /** Its row of the scalars. */
  readonly row: number;
  /** Where its values begin in a row of the slots. */
  readonly offset: number;
}

function layOut(trainable: readonly ParameterSpec[]): Member[] {
  let offset = 0;
  return trainable.map(({ name, shape }, row) => {
    const size = tf.util.sizeFromShape([...shape]);
    const member = { name, shape, size, row, offset };
    offset += size;
    return member;
  });
}

/** One slot of all parameters. */
async function readRow(packed: tf.Tensor2D, row: number): Promise<Float32Array> {
  const slice = tf.slice(packed, [row, 0], [1, packed.shape[1]]);
  try {
    return (await slice.data()) as Float32Array;
  } finally {
    slice.dispose();
  }
}

function find(state: OptimizerState, key: string, shape: readonly number[]): TensorData {
  const tensor = state[key];
  if (tensor !== undefined && tf.util.arraysEqual([...tensor.shape], [...shape])) return tensor;
  const found = tensor === undefined ? 'is missing' : `has shape [${tensor.shape.join(', ')}]`;
  throw new Failure({
    code: 'weights_mismatch',
    message: `The optimiser state "${key}" of shape [${shape.join(', ')}] ${found}.`,
    doing: 'restoring the optimiser',
    remedy: 'Use a checkpoint of the same model and optimiser.',
  });
}
