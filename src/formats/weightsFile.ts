import { plain } from '../quoted';
import { inFile } from './inFile';
import { collectTensors } from './pytorch/collectTensors';
import { epochsToGoOnFrom } from './pytorch/modelState';
import { readPyTorch } from './pytorch/readPyTorch';
import { readSafetensors } from './safetensors';
import type { TensorData } from './tensorData';
import { weightsFormat } from './wrongFile';

/** A tensor of a weights file. */
export interface FileTensor {
  /** Keys of the dictionaries that it lies in, outermost first; empty in a safetensors file. */
  readonly dictionary: readonly string[];
  /** Its own name there. */
  readonly name: string;
  /** The tensor, or what its elements are where those are not read, e.g. "F8_E4M3". */
  readonly content: TensorData | string;
}

/** What a file holds that may be weights. */
export interface WeightsFile {
  /** Of the file, for messages. */
  readonly name: string;
  readonly tensors: readonly FileTensor[];
  /** The outermost names or keys of the file, in its order. */
  readonly keys: readonly string[];
  /** Of a safetensors file, e.g. `step` and `config` where a run has written it; empty for other files. */
  readonly metadata: Readonly<Record<string, string>>;
  /** Epochs done, where the optimiser's state lies beside the weights, so that the training can go on. */
  readonly epochs?: number;
}

/**
 * Reads a safetensors file or a PyTorch checkpoint; which of them it is, the content says. Every tensor with a name is
 * found, in whatever dictionary it lies.
 *
 * @param name of the file, for messages.
 * @throws Failure `checkpoint_bad_*` as `weightsFormat`, `readSafetensors` and `readPyTorch` name it, for everything
 * malformed, hostile or of another kind.
 */
export function readWeights(bytes: Uint8Array, name: string): WeightsFile {
  return inFile(name, () => ({
    name: plain(name, 80),
    ...(weightsFormat(bytes) === 'safetensors' ? fromSafetensors(bytes) : fromPyTorch(bytes)),
  }));
}

type Contents = Omit<WeightsFile, 'name'>;

function fromSafetensors(bytes: Uint8Array): Contents {
  const { tensors, unread, metadata } = readSafetensors(bytes);
  const contents = [...Object.entries(tensors), ...Object.entries(unread)];
  return {
    tensors: contents.map(([name, content]) => ({ dictionary: [], name, content })),
    keys: contents.map(([name]) => name),
    metadata,
  };
}

function fromPyTorch(bytes: Uint8Array): Contents {
  const value = readPyTorch(bytes);
  const epochs = epochsToGoOnFrom(value);
  return {
    tensors: collectTensors(value),
    keys: value instanceof Map ? [...value.keys()].map((key) => (typeof key === 'string' ? key : '…')) : [],
    metadata: {},
    ...(epochs === undefined ? {} : { epochs }),
  };
}
