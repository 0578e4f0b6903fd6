import { plain } from '../quoted';
import { HEAD_BYTES } from './fileKind';
import { inFile, inFileLater } from './inFile';
import { collectTensors } from './pytorch/collectTensors';
import { epochsToGoOnFrom } from './pytorch/modelState';
import { pyTorchOutline } from './pytorch/readPyTorch';
import { part, readFrom, readInMemory, type ByteSource, type Reading } from './reading';
import { safetensorsOutline, type SafetensorsEntry } from './safetensors';
import { isDType, tensorFromBuffer, tensorFromBytes, type TensorData } from './tensorData';
import { weightsFormat } from './wrongFile';

/** A tensor of a weights file. */
export interface FileTensor {
  /** Keys of the dictionaries that it lies in, outermost first; empty in a safetensors file. */
  readonly dictionary: readonly string[];
  /** Its own name there. */
  readonly name: string;
  /** The tensor, or what its elements are where those are not read, e.g. "F8_E8M0". */
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

/** A file whose tensors have shapes and no elements yet. */
export interface OpenWeights {
  readonly file: WeightsFile;
  /** Reads the elements of these tensors of the file, and of no others, into them. */
  readonly fill: (wanted: ReadonlySet<TensorData>) => Promise<void>;
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
  return inFile(name, () => {
    const { contents, fill } = readInMemory(bytes, weightsOutline(bytes.length));
    readInMemory(bytes, fill());
    return { name: plain(name, 80), ...contents };
  });
}

/**
 * The same of a file of any size, of which only what describes it is read, and later the tensors that are wanted.
 *
 * @throws Failure as `readWeights`, and `data_unreadable` where the file was changed meanwhile.
 */
export async function openWeights(source: ByteSource, name: string): Promise<OpenWeights> {
  const read = <T>(reading: Reading<T>) => inFileLater(name, readFrom(source, reading));
  const { contents, fill } = await read(weightsOutline(source.size));
  return { file: { name: plain(name, 80), ...contents }, fill: (wanted) => read(fill(wanted)) };
}

interface Outline {
  readonly contents: Omit<WeightsFile, 'name'>;
  /** Reads the elements of the wanted tensors, or of all. */
  readonly fill: (wanted?: ReadonlySet<TensorData>) => Reading<void>;
}

function* weightsOutline(size: number): Reading<Outline> {
  const format = weightsFormat(yield* part(0, Math.min(size, HEAD_BYTES)), size);
  return format === 'safetensors' ? yield* fromSafetensors(size) : yield* fromPyTorch(size);
}

function* fromSafetensors(size: number): Reading<Outline> {
  const { metadata, entries } = yield* safetensorsOutline(size);
  const placed = new Map<TensorData, SafetensorsEntry>();
  const tensors = entries.map((entry): FileTensor => {
    const { name, dtype, shape } = entry;
    if (!isDType(dtype)) return { dictionary: [], name, content: dtype };
    const content = tensorFromBuffer(dtype, shape, new ArrayBuffer(0));
    placed.set(content, entry);
    return { dictionary: [], name, content };
  });
  return {
    contents: { tensors, keys: tensors.map(({ name }) => name), metadata },
    *fill(wanted) {
      for (const [tensor, { begin, end }] of placed) {
        if (wanted?.has(tensor) === false) continue;
        Object.assign(tensor, tensorFromBytes(tensor.dtype, tensor.shape, yield* part(begin, end)));
      }
    },
  };
}

function* fromPyTorch(size: number): Reading<Outline> {
  const { value, fill } = yield* pyTorchOutline(size);
  const epochs = epochsToGoOnFrom(value);
  return {
    contents: {
      tensors: collectTensors(value),
      keys: value instanceof Map ? [...value.keys()].map((key) => (typeof key === 'string' ? key : '…')) : [],
      metadata: {},
      ...(epochs === undefined ? {} : { epochs }),
    },
    fill,
  };
}
