import { Failure } from '../failure';
import { floatValues } from './floatValues';
import { modelState } from './pytorch/modelState';
import { readPyTorch } from './pytorch/readPyTorch';
import { readSafetensors } from './safetensors';
import type { TensorData } from './tensorData';

/** Weights by state-dict name. */
export type Weights = Readonly<Record<string, TensorData>>;

const PARALLEL_PREFIX = 'module.';
const BACKBONE_PREFIX = 'backbone.';
/** What names of a whole model begin with; the reference publishes backbones without. */
const MODULE_PREFIXES = [BACKBONE_PREFIX, 'maps_projector.', 'projector.', 'classifier.'];

/**
 * Reads weights from a safetensors file or a PyTorch checkpoint, bare or full; which of them it is, the content says.
 * Names lose the prefix of data-parallel training, those of a bare backbone get `backbone.`, and floats of other widths
 * become float32.
 *
 * @param name of the file, for messages.
 * @throws Failure `checkpoint_bad_*` as `readSafetensors`, `readPyTorch` and `modelState` name it, for everything
 * malformed or hostile.
 */
export function readWeights(bytes: Uint8Array, name: string): Weights {
  try {
    const isSafetensors = looksLikeSafetensors(bytes) || (name.endsWith('.safetensors') && bytes.length > 0);
    const tensors = isSafetensors ? readSafetensors(bytes).tensors : modelState(readPyTorch(bytes)).tensors;
    return widened(underBackbone(withoutParallel(tensors)));
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    throw new Failure(
      { ...error.info, message: `${name}: ${error.info.message}`, doing: `reading ${name}` },
      { cause: error },
    );
  }
}

/** A header length that the file can hold, and a header that begins as JSON: no zip file and no pickle has both. */
function looksLikeSafetensors(bytes: Uint8Array): boolean {
  if (bytes.length < 9 || bytes[8] !== '{'.charCodeAt(0)) return false;
  const header = new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true);
  return header <= BigInt(bytes.length - 8);
}

function withoutParallel(tensors: Weights): Weights {
  const prefixed = Object.keys(tensors).every((name) => name.startsWith(PARALLEL_PREFIX));
  return prefixed ? renamed(tensors, (name) => name.slice(PARALLEL_PREFIX.length)) : tensors;
}

function underBackbone(tensors: Weights): Weights {
  const whole = Object.keys(tensors).some((name) =>
    MODULE_PREFIXES.some((prefix) => name.startsWith(prefix)),
  );
  return whole ? tensors : renamed(tensors, (name) => BACKBONE_PREFIX + name);
}

function renamed(tensors: Weights, rename: (name: string) => string): Weights {
  return Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [rename(name), tensor]));
}

function widened(tensors: Weights): Weights {
  return Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [name, toFloat32(tensor)]));
}

function toFloat32(tensor: TensorData): TensorData {
  const isOtherFloat = tensor.dtype === 'F16' || tensor.dtype === 'BF16' || tensor.dtype === 'F64';
  return isOtherFloat ? { dtype: 'F32', shape: tensor.shape, data: floatValues(tensor) } : tensor;
}
