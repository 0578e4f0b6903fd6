import type { RunConfig } from '../config/runConfig';
import { writeSafetensors } from '../formats/safetensors';
import type { TensorData } from '../formats/tensorData';
import { PROGRAM } from '../program';

/**
 * A model as a safetensors file: tensors under the reference's state-dict names and in its layouts (filters OIHW,
 * matrices `[out, in]`), with the configuration, the step and the program in the metadata.
 */
export function exportWeights(
  tensors: Readonly<Record<string, TensorData>>,
  config: RunConfig,
  step: number,
): Uint8Array {
  return writeSafetensors(tensors, weightsMetadata(config, step));
}

export function weightsMetadata(config: RunConfig, step: number): Record<string, string> {
  return { format: 'pt', program: PROGRAM, config: JSON.stringify(config), step: String(step) };
}
