import type { FileTensor } from '../weightsFile';
import { ELEMENT_TYPES } from './elementTypes';
import { Inert, isTensor } from './values';
import type { PyDict, PyValue } from './values';

/** Dictionaries in dictionaries that are looked into: more, no training script writes. */
const MAX_DEPTH = 16;

/** Every tensor that lies under text keys in nested dictionaries; optimisers number theirs, and are passed over. */
export function collectTensors(value: PyValue): FileTensor[] {
  const found: FileTensor[] = [];
  const seen = new Set<PyDict>();
  const walk = (dict: PyDict, dictionary: readonly string[]): void => {
    // A dictionary may lie in several places, or in itself.
    if (seen.has(dict) || dictionary.length > MAX_DEPTH) return;
    seen.add(dict);
    for (const [name, inner] of dict) {
      if (typeof name !== 'string') continue;
      if (isTensor(inner)) found.push({ dictionary, name, content: inner });
      else if (inner instanceof Map) walk(inner, [...dictionary, name]);
      else if (isUnreadTensor(inner)) found.push({ dictionary, name, content: inner.className });
    }
  };
  if (value instanceof Map) walk(value, []);
  return found;
}

function isUnreadTensor(value: PyValue): value is Inert {
  return (
    value instanceof Inert &&
    (ELEMENT_TYPES.has(value.className) ||
      value.className.endsWith('torch.Tensor') ||
      value.className === 'numpy.ndarray')
  );
}
