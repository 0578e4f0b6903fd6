import { stepsPerEpoch } from '../../augment/order';
import type { RunConfig } from '../../config/runConfig';
import { runSection } from '../../config/runSection';
import { dataFingerprint } from '../../data/dataFingerprint';
import type { ImageSet } from '../../data/imageSet';
import { Failure } from '../../failure';
import { HEAD_BYTES } from '../../formats/fileKind';
import { inFileReading } from '../../formats/inFile';
import { modelState, type ModelState } from '../../formats/pytorch/modelState';
import {
  badOptimizer,
  optimizerState,
  updateCounts,
  type OptimizerDict,
} from '../../formats/pytorch/optimizerState';
import type { PyTorchOutline } from '../../formats/pytorch/outline';
import { pyTorchOutline } from '../../formats/pytorch/readPyTorch';
import { part, readFrom, readInMemory, type ByteSource, type Reading } from '../../formats/reading';
import { weightsFormat } from '../../formats/wrongFile';
import type { ParameterSpec } from '../../nn/parameters';
import type { OptimizerState } from '../../optim/updateRule';
import { plain } from '../../quoted';
import type { WeightsWarning } from '../../reports/weights';
import type { Checkpoint } from '../checkpoint';
import { modelSpecs } from '../run';
import { chooseWeights } from '../weights/fitWeights';
import { fitOptimizer } from './fitOptimizer';
import { otherSettings } from './otherSettings';
import { parameterNumbers } from './parameterOrder';
import { requireSameModel } from './sameModel';

/** The run as which a training of the reference is to go on. */
export interface ReferenceTarget {
  readonly config: RunConfig;
  readonly specs: readonly ParameterSpec[];
  /** Images of the data set. */
  readonly count: number;
  /** Its fingerprint. */
  readonly data: string;
}

export interface ReferenceRun {
  readonly checkpoint: Checkpoint;
  /** In what the run differs from the reference's. */
  readonly warnings: readonly WeightsWarning[];
}

/** The longest run that a configuration can hold. */
const MOST_STEPS = runSection.shape.length.maxValue!;

/** @param images all of them, there in full. */
export function referenceTarget(config: RunConfig, images: ImageSet): ReferenceTarget {
  const { count } = images;
  return { config, specs: modelSpecs(config, images), count, data: dataFingerprint(images) };
}

/**
 * A full checkpoint of the reference, `{ epoch, model, optimizer }` (facebookresearch/VICRegL, utils.py), as one of this
 * program: weights, running statistics, the optimiser's slots, and the step that its epochs come to. The schedule goes
 * by that step, as the reference's does; AdamW's bias correction goes by the optimiser's own count.
 *
 * @param name of the file, for messages.
 * @throws Failure those of `readPyTorch`; `checkpoint_bad_optimizer` where there is no state of AdamW or LARS that fits
 * the model; `weights_mismatch` where it is another model or optimiser than the target's, with the settings that fit;
 * `checkpoint_bad_value` where a number is not finite.
 */
export function referenceRun(bytes: Uint8Array, name: string, target: ReferenceTarget): ReferenceRun {
  return readInMemory(bytes, reading(bytes.length, name, target));
}

/**
 * The same of a file of any size, of which nothing but the tensors that the run goes on with is read.
 *
 * @throws Failure as `referenceRun`, and `data_unreadable` where the file was changed meanwhile.
 */
export function openReferenceRun(
  source: ByteSource,
  name: string,
  target: ReferenceTarget,
): Promise<ReferenceRun> {
  return readFrom(source, reading(source.size, name, target));
}

function* reading(size: number, name: string, target: ReferenceTarget): Reading<ReferenceRun> {
  const { config, specs, count, data } = target;
  const { tensors, epochs, optimizer, fill } = yield* inFileReading(name, fullState(size));
  const shownName = plain(name, 80);
  const { report, wanted, fitted } = chooseWeights(
    { specs, model: config.model },
    { name: shownName, ...asFile(tensors) },
  );
  requireSameModel(shownName, tensors, specs, report);
  requireSameRule(shownName, optimizer, config);
  const step = epochs * stepsPerEpoch(count, config.run.batch);
  if (step > MOST_STEPS)
    throw badOptimizer(`${shownName} claims ${epochs} epochs, which are more steps than a run can have.`);
  yield* inFileReading(name, fill(wanted));
  const { tensors: weights } = fitted();
  const slots = yield* inFileReading(name, fittedSlots(tensors, optimizer, specs, fill));
  return {
    checkpoint: {
      config,
      initialAlpha: config.loss.alpha,
      step,
      seconds: 0,
      data,
      weights,
      optimizer: slots,
    },
    warnings: [...settingsWarning(optimizer, config), ...countWarning(optimizer, epochs, step)],
  };
}

function* fittedSlots(
  tensors: ModelState['tensors'],
  optimizer: OptimizerDict,
  specs: readonly ParameterSpec[],
  fill: PyTorchOutline['fill'],
): Reading<OptimizerState> {
  const buffers = new Set(specs.filter(({ trainable }) => !trainable).map((spec) => spec.name));
  const parameters = Object.entries(tensors)
    .filter(([own]) => !buffers.has(own))
    .map(([own, { shape }]) => ({ name: own, shape }));
  return yield* fitOptimizer(optimizer, parameterNumbers(parameters, specs, optimizer), specs, fill);
}

interface FullState {
  readonly tensors: ModelState['tensors'];
  readonly epochs: number;
  readonly optimizer: OptimizerDict;
  readonly fill: PyTorchOutline['fill'];
}

/** What the file holds, by names and shapes; of its numbers, only the optimiser's counts are read. */
function* fullState(size: number): Reading<FullState> {
  if (weightsFormat(yield* part(0, Math.min(size, HEAD_BYTES)), size) === 'safetensors')
    throw badOptimizer('It is a safetensors file; a full checkpoint of the reference is one of torch.save.');
  const { value, fill } = yield* pyTorchOutline(size);
  const { tensors, epoch, optimizer } = modelState(value);
  if (optimizer === undefined)
    throw badOptimizer('It has no optimiser’s state, which a full checkpoint has under "optimizer".');
  if (epoch === undefined || !Number.isSafeInteger(epoch) || epoch < 0)
    throw badOptimizer('It does not say under "epoch" how many epochs were done.');
  yield* fill(updateCounts(optimizer));
  return { tensors, epochs: epoch, optimizer: optimizerState(optimizer), fill };
}

function asFile(tensors: ModelState['tensors']) {
  const entries = Object.entries(tensors);
  return {
    tensors: entries.map(([name, content]) => ({ dictionary: [], name, content })),
    keys: entries.map(([name]) => name),
    metadata: {},
  };
}

const RULE_NAMES = { adamw: 'AdamW', lars: 'LARS' } as const;

function requireSameRule(name: string, { rule }: OptimizerDict, { optim }: RunConfig): void {
  if (rule === optim.optimizer) return;
  throw new Failure({
    code: 'weights_mismatch',
    message: `${name} was trained with ${RULE_NAMES[rule]}; this run has ${RULE_NAMES[optim.optimizer]}.`,
    doing: 'going on with a run of the reference',
    remedy: 'Set the optimiser to the file’s, or start a new run from its weights.',
    settings: [{ path: 'optim.optimizer', value: rule }],
  });
}

function settingsWarning(optimizer: OptimizerDict, { optim }: RunConfig): WeightsWarning[] {
  const settings = otherSettings(optimizer, optim);
  if (settings.length === 0) return [];
  const list = settings.map(({ path, value }) => `${path} ${String(value)}`).join(', ');
  return [{ message: `Its optimiser was trained with ${list}; the run goes on with its own.`, settings }];
}

/** Another batch or data set than the reference's, or updates that its loss scaling left out. */
function countWarning({ parameters }: OptimizerDict, epochs: number, step: number): WeightsWarning[] {
  const counts = [...parameters.values()].flatMap(({ steps }) => steps ?? []);
  const most = counts.reduce((a, b) => Math.max(a, b), 0);
  if (counts.length === 0 || most === step) return [];
  const text = (value: number) => value.toLocaleString('en');
  const message = `Its optimiser counts ${text(most)} updates, while ${text(epochs)} epochs are ${text(step)} steps with these images and this batch: the schedule goes by the steps, AdamW’s bias correction by the optimiser’s count.`;
  return [{ message, settings: [] }];
}
