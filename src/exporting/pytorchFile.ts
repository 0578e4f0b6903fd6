import { stepsPerEpoch } from '../augment/order';
import type { RunConfig } from '../config/runConfig';
import { Failure } from '../failure';
import { Token, type PyDict, type PyValue } from '../formats/pytorch/values';
import { writePyTorch } from '../formats/pytorch/writePyTorch';
import type { TensorData } from '../formats/tensorData';
import { backboneSpecs } from '../nn/backboneSpecs';
import type { ParameterSpec } from '../nn/parameters';
import { withPrefix } from '../nn/scope';
import type { OptimizerState } from '../optim/updateRule';
import { BACKBONE, CLASSIFIER } from '../vicregl/modules';
import { networkSpecs } from '../vicregl/network';
import type { PthNames } from './choices';
import type { Weights } from './networkGraph';
import { timmName } from './timmNames';

/**
 * A state dict as `torch.save` writes it, in PyTorch's layouts and the reference's order, for
 * `load_state_dict(…, strict=True)`.
 * @throws {Failure} `weights_mismatch` where a tensor of the backbone is missing; those of `writePyTorch`
 */
export function pytorchWeights(
  config: RunConfig,
  weights: Weights,
  names: PthNames,
): Uint8Array<ArrayBuffer> {
  const { family } = config.model.backbone;
  const start = `${BACKBONE}.`;
  const entries = specsIn(config, weights).flatMap(({ name }): [string, PyValue][] => {
    const tensor = asTorch(weights[name]!);
    if (names === 'model') return [[name, tensor]];
    if (!name.startsWith(start)) return [];
    const own = name.slice(start.length);
    return [[names === 'timm' ? timmName(family, own) : own, tensor]];
  });
  return writePyTorch(new Map(entries));
}

export interface TrainingState {
  /** As it is at `step`. */
  readonly config: RunConfig;
  readonly step: number;
  readonly weights: Weights;
  readonly optimizer: OptimizerState;
  /** Images that were trained on. */
  readonly images: number;
}

/**
 * The full checkpoint that the reference's training script goes on from, `{ epoch, model, optimizer }`: names with the
 * `module.` of data-parallel training, the optimiser's state numbered as PyTorch numbers parameters. `epoch` counts whole
 * epochs, which `step` need not be; it lies beside them.
 * @throws {Failure} as `pytorchWeights`, also where the optimiser has no state of a parameter.
 */
export function pytorchCheckpoint(state: TrainingState): Uint8Array<ArrayBuffer> {
  const { config, step, weights, images } = state;
  const specs = specsIn(config, weights);
  const model = new Map(
    specs.map(({ name }): [string, PyValue] => [`module.${name}`, asTorch(weights[name]!)]),
  );
  return writePyTorch(
    new Map<string, PyValue>([
      ['epoch', Math.floor(step / stepsPerEpoch(images, config.run.batch))],
      ['step', step],
      ['model', model],
      ['optimizer', optimizerDict(state, specs)],
    ]),
  );
}

/** All tensors that there are, in the reference's order; expanders may be left out, the backbone may not. */
function specsIn({ model }: RunConfig, weights: Weights): readonly ParameterSpec[] {
  const missing = withPrefix(backboneSpecs(model.backbone), BACKBONE).find(
    ({ name }) => !Object.hasOwn(weights, name),
  );
  if (missing !== undefined) throw lacking(`The weights have no tensor called ${missing.name}.`);
  const classes = weights[`${CLASSIFIER}.weight`]?.shape[0];
  return networkSpecs(model, BOTH_BRANCHES, classes).filter(({ name }) => Object.hasOwn(weights, name));
}

/** An α with which a model has both expanders. */
const BOTH_BRANCHES = 0.5;

/** Names that the reference's LARS keeps in its group; `torch.load` needs `weights_only=False` for them, and its code. */
const FILTER = new Token('optimizers.exclude_bias_and_norm');
/** The reference's LARS has this whatever its options say. */
const LARS_WEIGHT_DECAY = 1e-6;
const BATCH_OF_BASE_RATE = 256;

/** The `state_dict()` of the reference's optimiser (facebookresearch/VICRegL, optimizers.py). */
function optimizerDict({ config, optimizer }: TrainingState, specs: readonly ParameterSpec[]): PyDict {
  const { optimizer: rule } = config.optim;
  const parameters = specs.filter(({ trainable }) => trainable);
  const groups =
    rule === 'lars'
      ? [parameters]
      : [
          parameters.filter(({ shape }) => shape.length === 1),
          parameters.filter(({ shape }) => shape.length > 1),
          [],
        ];
  const slots = rule === 'lars' ? ['mu'] : ['step', 'exp_avg', 'exp_avg_sq'];
  let number = 0;
  const state: PyDict = new Map();
  const groupDicts = groups.map((members, group): PyDict => {
    const numbers = members.map(({ name }) => {
      state.set(number, new Map(slots.map((slot) => [slot, slotOf(optimizer, slot, name)])));
      return number++;
    });
    return new Map<string, PyValue>([...settingsOf(config, group), ['params', numbers]]);
  });
  return new Map<string, PyValue>([
    ['state', state],
    ['param_groups', groupDicts],
  ]);
}

function slotOf(optimizer: OptimizerState, slot: string, name: string): TensorData {
  const tensor = optimizer[`${slot}/${name}`];
  if (tensor === undefined) throw lacking(`The checkpoint has no ${slot} of ${name}.`);
  return tensor;
}

/** Of AdamW's groups the first is not decayed, and the last is for tokens that the model does not have. */
function settingsOf({ optim, run }: RunConfig, group: number): [string, PyValue][] {
  // The training script sets the rate anew at every step.
  const rate: [string, PyValue] = ['lr', (optim.baseLr * run.batch) / BATCH_OF_BASE_RATE];
  if (optim.optimizer === 'lars')
    return [
      rate,
      ['weight_decay', LARS_WEIGHT_DECAY],
      ['momentum', optim.momentum],
      ['eta', optim.eta],
      ['weight_decay_filter', FILTER],
      ['lars_adaptation_filter', FILTER],
    ];
  return [
    ['weight_decay', group === 0 ? 0 : optim.weightDecay],
    rate,
    ['betas', Object.freeze([optim.beta1, optim.beta2])],
    ['eps', 1e-8],
    ['amsgrad', false],
    ['foreach', null],
    ['maximize', false],
    ['capturable', false],
    ['differentiable', false],
    ['fused', null],
  ];
}

/** PyTorch's counters have 64 bits. */
function asTorch(tensor: TensorData): TensorData {
  if (tensor.dtype !== 'I32') return tensor;
  return { dtype: 'I64', shape: tensor.shape, data: BigInt64Array.from(tensor.data, BigInt) };
}

function lacking(message: string): Failure {
  return new Failure({
    code: 'weights_mismatch',
    message,
    doing: 'exporting a PyTorch file',
    remedy: 'Export a run together with the configuration that it was trained with.',
  });
}
