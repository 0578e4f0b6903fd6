import { writePyTorch } from '../../../formats/pytorch/writePyTorch';
import { Token, type PyDict, type PyValue } from '../../../formats/pytorch/values';
import type { TensorData } from '../../../formats/tensorData';
import type { ParameterSpec } from '../../../nn/parameters';
import type { Checkpoint } from '../../checkpoint';

/** Parts of a full checkpoint of the reference, for tests that change them. */
export interface FullCheckpoint {
  /** `epoch`, `model` and `optimizer`. */
  readonly whole: PyDict;
  readonly model: PyDict;
  readonly optimizer: PyDict;
  /** The optimiser's `state`, by number. */
  readonly state: PyDict;
  readonly groups: PyDict[];
}

const FILTER = new Token('optimizers.exclude_bias_and_norm');

/**
 * Test support: a checkpoint of this program as the reference would have saved it after some epochs, in its own order and
 * numbering: written after its optimizers.py and PyTorch's `state_dict`, not after the code that reads it.
 *
 * @param specs of the model, in the reference's order.
 */
export function asReference(
  { weights, optimizer, config }: Pick<Checkpoint, 'weights' | 'optimizer' | 'config'>,
  specs: readonly ParameterSpec[],
  epoch: number,
): FullCheckpoint {
  const model: PyDict = new Map(specs.map(({ name }) => [`module.${name}`, asTorch(weights[name]!)]));
  const parameters = specs.filter(({ trainable }) => trainable);
  const { optimizer: rule, beta1, beta2, weightDecay, momentum, eta } = config.optim;
  const split =
    rule === 'lars'
      ? [parameters]
      : [
          parameters.filter(({ shape }) => shape.length === 1),
          parameters.filter(({ shape }) => shape.length > 1),
          [],
        ];
  const order = split.flat();
  const settings = (group: number): [string, PyValue][] =>
    rule === 'lars'
      ? [
          ['lr', 0.1],
          ['weight_decay', 1e-6],
          ['momentum', momentum],
          ['eta', eta],
          ['weight_decay_filter', FILTER],
          ['lars_adaptation_filter', FILTER],
        ]
      : [
          ['weight_decay', group === 0 ? 0 : weightDecay],
          ...(group === 2 ? [['__MAPS_TOKEN__', ''] as [string, PyValue]] : []),
          ['lr', 0.001],
          ['betas', Object.freeze([beta1, beta2])],
          ['eps', 1e-8],
          ['amsgrad', false],
          ['maximize', false],
        ];
  const groups = split.map(
    (members, group): PyDict =>
      new Map([...settings(group), ['params', members.map((spec) => order.indexOf(spec))]]),
  );
  const slots = rule === 'lars' ? ['mu'] : ['step', 'exp_avg', 'exp_avg_sq'];
  const state: PyDict = new Map(
    order.map(({ name }, number) => [
      number,
      new Map(slots.map((slot) => [slot, optimizer[`${slot}/${name}`]!])),
    ]),
  );
  const dict: PyDict = new Map<string, PyValue>([
    ['state', state],
    ['param_groups', groups],
  ]);
  const whole: PyDict = new Map<string, PyValue>([
    ['epoch', epoch],
    ['model', model],
    ['optimizer', dict],
  ]);
  return { whole, model, optimizer: dict, state, groups };
}

/** The file of `asReference`, with what a test changes in it. */
export function referenceFile(
  checkpoint: Checkpoint,
  specs: readonly ParameterSpec[],
  epoch: number,
  change: (full: FullCheckpoint) => void = () => undefined,
): Uint8Array {
  const full = asReference(checkpoint, specs, epoch);
  change(full);
  return writePyTorch(full.whole);
}

/** PyTorch's counters have 64 bits. */
function asTorch(tensor: TensorData): TensorData {
  if (tensor.dtype !== 'I32') return tensor;
  return { dtype: 'I64', shape: tensor.shape, data: BigInt64Array.from(tensor.data, BigInt) };
}
