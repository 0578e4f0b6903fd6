import type { RunConfig } from '../config/runConfig';
import { writeSafetensors } from '../formats/safetensors';
import type { TensorData } from '../formats/tensorData';

/**
 * A model as a safetensors file: tensors under the reference's state-dict names and in its layouts (filters OIHW,
 * matrices `[out, in]`), with the configuration and the step in the metadata.
 */
export function exportWeights(
  tensors: Readonly<Record<string, TensorData>>,
  config: RunConfig,
  step: number,
): Uint8Array {
  return writeSafetensors(tensors, { format: 'pt', config: JSON.stringify(config), step: String(step) });
}
