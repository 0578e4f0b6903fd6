import type { RunConfig } from '../../config/runConfig';
import { Failure } from '../../failure';
import { modelInFile } from '../../training/weights/modelInFile';
import { openWeightsPath } from './openWeightsPath';

/**
 * A configuration with the model that a weights file holds, as far as the weights show it.
 *
 * @param key of the weights to look at, where the file holds several.
 * @throws Failure `weights_mismatch` where it is none that can be built, and those of `openWeightsPath`.
 */
export async function modelFromWeights(config: RunConfig, path: string, key?: string): Promise<RunConfig> {
  const { file } = await openWeightsPath(path);
  const found = modelInFile(file, config.model.backbone, key);
  if (found === undefined) {
    throw new Failure({
      code: 'weights_mismatch',
      message: `${file.name} holds no ConvNeXt and no ResNet that can be built here.`,
      doing: 'making the model that the weights belong to',
      remedy: 'Without --model-from-weights, a message says what the file holds.',
    });
  }
  return { ...config, model: { ...config.model, ...found.model } };
}
