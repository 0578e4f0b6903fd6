import type { BackboneConfig } from '../config/modelConfig';
import { convnextSpecs } from './convnextSpecs';
import type { ParameterSpec } from './parameters';
import { resnetSpecs } from './resnetSpecs';

/** Every parameter and buffer of a backbone, in the order of the reference's state dict. */
export function backboneSpecs(config: BackboneConfig): ParameterSpec[] {
  return config.family === 'convnext' ? convnextSpecs(config) : resnetSpecs(config);
}
