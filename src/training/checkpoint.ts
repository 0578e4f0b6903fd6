import { tilings as tilingsSchema, type Tilings } from '../config/tilings';
import { parseConfig } from '../config/parse';
import type { RunConfig } from '../config/runConfig';
import { Failure } from '../failure';
import { readSafetensors, safetensorsMetadata, writeSafetensors } from '../formats/safetensors';
import type { TensorData } from '../formats/tensorData';
import type { OptimizerState } from '../optim/updateRule';
import { exportWeights, weightsMetadata } from './exportWeights';
import type { Weights } from './weights/fitWeights';

/**
 * Everything that a run needs to go on as if nothing had been: on the same device, to the bit. Random numbers are a
 * function of the step, so no generator has a state.
 */
export interface Checkpoint {
  /** As it is now: fields that were changed while the run went on have their new values. */
  readonly config: RunConfig;
  /** α that the run was set up with, and with it which expanders it has. */
  readonly initialAlpha: number;
  /** Steps done. */
  readonly step: number;
  /** Training time so far, in seconds. */
  readonly seconds: number;
  /** Of the data set, see `dataFingerprint`. */
  readonly data: string;
  /** Parameters, running statistics and counters, under the reference's names. */
  readonly weights: Weights;
  /** With the scale of the loss, where it is scaled. */
  readonly optimizer: OptimizerState;
  /** How the step's kernels are cut up; absent where there was nothing to choose, and in files of earlier versions. */
  readonly tilings?: Tilings | undefined;
}

/** What a run knows of itself; who lets it train counts the time. */
export type RunState = Omit<Checkpoint, 'seconds'>;

/** What the metadata of a checkpoint say beside its configuration. */
type Stand = Pick<Checkpoint, 'step' | 'initialAlpha' | 'seconds' | 'data'>;

/** Before the names of the optimiser's tensors in a file. */
const OPTIMIZER = 'optimizer/';
const DOING = 'reading a checkpoint';

/** A safetensors file: a weights file with the optimiser's tensors as well, and in the metadata what goes on. */
export function writeCheckpoint(checkpoint: Checkpoint): Uint8Array {
  const { config, initialAlpha, step, seconds, data, weights, optimizer, tilings } = checkpoint;
  const state = Object.entries(optimizer).map(([name, tensor]) => [OPTIMIZER + name, tensor] as const);
  return writeSafetensors(
    { ...weights, ...Object.fromEntries(state) },
    {
      ...weightsMetadata(config, step),
      initialAlpha: String(initialAlpha),
      seconds: String(seconds),
      data,
      ...(tilings && { tilings: JSON.stringify(tilings) }),
    },
  );
}

/**
 * Reads what `writeCheckpoint` wrote.
 * @throws Failure those of `readSafetensors` and `parseConfig`; `checkpoint_bad_metadata` where the file is none of
 * these, as a weights file is none; `checkpoint_bad_tilings`.
 */
export function readCheckpoint(file: Uint8Array): Checkpoint {
  const { metadata, tensors } = readSafetensors(file);
  const stand = standIn(metadata);
  const weights: Record<string, TensorData> = {};
  const optimizer: Record<string, TensorData> = {};
  for (const [name, tensor] of Object.entries(tensors)) {
    if (name.startsWith(OPTIMIZER)) optimizer[name.slice(OPTIMIZER.length)] = tensor;
    else weights[name] = tensor;
  }
  return {
    config: parseConfig(jsonOf(metadata.config ?? '', 'configuration'), 'The checkpoint'),
    ...stand,
    weights,
    optimizer,
    ...(metadata.tilings === undefined ? {} : { tilings: tilingsIn(metadata.tilings) }),
  };
}

/** Where the run of a checkpoint stands, without a look at its tensors. @throws Failure as `readCheckpoint` */
export function checkpointStand(file: Uint8Array): Stand {
  return standIn(safetensorsMetadata(file));
}

function standIn({ data, ...metadata }: Readonly<Record<string, string>>): Stand {
  const step = Number(metadata.step);
  const initialAlpha = Number(metadata.initialAlpha);
  const seconds = Number(metadata.seconds);
  const isStep = Number.isSafeInteger(step) && step >= 0 && seconds >= 0;
  if (data === undefined || !isStep || !(initialAlpha >= 0 && initialAlpha <= 1)) {
    throw new Failure({
      code: 'checkpoint_bad_metadata',
      message: 'The file is no checkpoint: it does not say where its run stands.',
      doing: DOING,
      remedy: 'A weights file can be started from instead.',
    });
  }
  return { step, initialAlpha, seconds, data };
}

/** The fingerprint of the images that a checkpoint's run is trained on. */
export function dataOfCheckpoint(file: Uint8Array): string | undefined {
  return safetensorsMetadata(file).data;
}

/** How the kernels of a checkpoint's run are cut up, where there was a choice. @throws Failure as `readCheckpoint` */
export function tilingsOfCheckpoint(file: Uint8Array): Tilings | undefined {
  const { tilings } = safetensorsMetadata(file);
  return tilings === undefined ? undefined : tilingsIn(tilings);
}

/** The weights alone, as a weights file. */
export function weightsOfCheckpoint(file: Uint8Array): Uint8Array {
  const { config, step, weights } = readCheckpoint(file);
  return exportWeights(weights, config, step);
}

/** Whether they fit kernels and device is seen where they are used. */
function tilingsIn(text: string): Tilings {
  const { data } = tilingsSchema.safeParse(jsonOf(text, 'table of tilings'));
  if (data !== undefined) return data;
  throw new Failure({
    code: 'checkpoint_bad_tilings',
    message: 'The table of tilings in the checkpoint is none.',
    doing: DOING,
  });
}

function jsonOf(text: string, what: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Failure(
      {
        code: 'checkpoint_bad_metadata',
        message: `The ${what} in the checkpoint is not valid JSON.`,
        doing: DOING,
      },
      { cause: error },
    );
  }
}
