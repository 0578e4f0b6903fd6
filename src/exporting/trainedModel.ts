import { parseConfig } from '../config/parse';
import type { RunConfig } from '../config/runConfig';
import { Failure } from '../failure';
import { readSafetensors } from '../formats/safetensors';
import type { Weights } from './networkGraph';

/** What a weights file of this program holds. */
export interface TrainedModel {
  readonly config: RunConfig;
  readonly weights: Weights;
  /** Steps that it was trained for. */
  readonly step: number;
}

/**
 * Reads a weights file of this program, which has its configuration in its metadata.
 * @throws {Failure} those of `readSafetensors` and `parseConfig`; `config_invalid` where there is no configuration
 */
export function trainedModel(file: Uint8Array): TrainedModel {
  const { metadata, tensors } = readSafetensors(file);
  return { config: configIn(metadata.config), weights: tensors, step: Number(metadata.step ?? 0) };
}

function configIn(text: string | undefined): RunConfig {
  try {
    if (text !== undefined) return parseConfig(JSON.parse(text), 'The weights file');
  } catch (error) {
    if (error instanceof Failure) throw error;
  }
  throw new Failure({
    code: 'config_invalid',
    message: 'The weights file has no configuration in its metadata.',
    doing: 'reading a weights file',
    remedy: 'Use a weights.safetensors that the page or train has written.',
  });
}
