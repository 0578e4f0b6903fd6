import * as tf from '@tensorflow/tfjs-core';
import { packedWords } from '../augment/packImages';
import type { Computer, DryComputer, LargestBuffer, StepCommand } from '../compute/computer';
import type { RunConfig } from '../config/runConfig';
import type { ImageSet } from '../data/imageSet';
import type { ParameterSpec } from '../nn/parameters';
import type { RunBytes } from '../reports/runBytes';
import { LossScaling } from '../optim/lossScaling';
import { createOptimizer, type Optimizer } from '../optim/optimizer';
import { Backup } from './backup';
import { Model } from './model';
import { imageBytes } from './placement';
import { StepInputs } from './stepInputs';
import { trainingStep, type StepImages } from './trainingStep';

/** The images of a run, as far as its memory goes. */
export interface ImageShape extends Pick<ImageSet, 'height' | 'width'> {
  readonly count: number;
  readonly isLabelled: boolean;
  /** Whether a step gets the images of its batch, see `sendsBatches`. */
  readonly isSent: boolean;
}

export interface DryRun {
  readonly bytes: RunBytes;
  readonly largestInStep: LargestBuffer;
  /** What a step does, in order; empty where steps are not recorded. */
  readonly commands: readonly StepCommand[];
}

/** A `Run` keeps the last good state and the one that may become it. */
const BACKUPS = 2;

/**
 * Sets up a run as `Run` does and takes steps, all without computing anything.
 *
 * @param computer that the run is meant for
 * @param specs of its model
 */
export function dryRun(
  computer: Pick<Computer, 'dryRun'>,
  config: RunConfig,
  specs: readonly ParameterSpec[],
  shape: ImageShape,
): DryRun {
  return computer.dryRun((dry) => rehearsed(dry, config, specs, shape));
}

function rehearsed(
  dry: DryComputer,
  config: RunConfig,
  specs: readonly ParameterSpec[],
  shape: ImageShape,
): DryRun {
  const { computer } = dry;
  const made: { dispose(): void }[] = [];
  const grown = <T extends { dispose(): void }>(make: () => T): [T, number] => {
    const before = computer.bytesInUse();
    const part = make();
    made.push(part);
    return [part, computer.bytesInUse() - before];
  };
  try {
    const [resident, data] = shape.isSent ? [undefined, 0] : grown(() => blankImages(shape));
    const [model, weights] = grown(() => {
      const blank = Model.blank(specs);
      computer.moveTogether?.(Object.values(blank.trainable));
      return blank;
    });
    const scaling = config.optim.precision === 'mixed' && computer.hasHalves ? new LossScaling() : undefined;
    if (scaling !== undefined) made.push(scaling);
    const [optimizer, optimiserState] = grown(() => createOptimizer(config.optim, specs, scaling));
    const [inputs, inputBytes] = grown(() => uploaded(computer, config, optimizer.scalarsShape, shape));
    const [copies, backups] = grown(() => new Backups(computer, model, optimizer));
    const labels = shape.isLabelled ? { labels: new Uint16Array(0) } : {};
    const images: StepImages = { packed: resident ?? inputs.pixels!, data: { ...shape, ...labels } };
    const parts = { computer, config, images, model, optimizer, inputs, scaling };
    const step = dry.stepBytes(
      () => trainingStep(parts).values,
      () => copies.takeLast(),
    );
    return {
      bytes: { weights, optimiserState, backups, inputs: inputBytes, data, step: step.bytes },
      largestInStep: step.largest,
      commands: step.commands,
    };
  } finally {
    for (const part of made.toReversed()) part.dispose();
  }
}

/** Images that are not there yet take no room; a tensor must have some. */
function blankImages(shape: ImageShape): tf.Tensor1D {
  const words = packedWords(imageBytes(shape));
  return tf.keep(tf.fill<tf.Rank.R1>([Math.max(1, words)], 0, 'int32'));
}

/** The copies of a run. */
class Backups {
  private readonly all: readonly Backup[];

  constructor(computer: Computer, model: Model, optimizer: Optimizer) {
    this.all = Array.from({ length: BACKUPS }, () => new Backup(computer, model, optimizer));
  }

  /** Takes the present state into the newest one, which may have shared it with the others until now. */
  takeLast(): void {
    this.all.at(-1)!.take();
  }

  dispose(): void {
    for (const backup of this.all) backup.dispose();
  }
}

/** The step's inputs, on the device from the beginning. */
function uploaded(
  computer: Computer,
  config: RunConfig,
  scalarsShape: readonly [number, number],
  shape: ImageShape,
): StepInputs {
  const inputs = new StepInputs(computer, config, scalarsShape, shape.isSent ? shape : undefined);
  for (const tensor of inputs.all()) computer.upload(tensor);
  return inputs;
}
