import type { WeightsWarning } from '../../reports/weights';
import { backboneOf, backboneWords, settingsFor } from './architecture';
import type { Candidate } from './candidates';
import type { WeightsTarget } from './fitWeights';
import { backboneShapes } from './misfit';

/** In what a run would differ from the backbone that a file holds. */
export function warningsOf(chosen: Candidate, { backbone }: WeightsTarget): WeightsWarning[] {
  const shapes = backboneShapes(chosen);
  const held = backboneOf(shapes, backbone);
  if (held === undefined) return [];
  const settings = settingsFor(held, backbone);
  const scale = settings.filter(({ path }) => path === 'model.backbone.layerScale');
  const others = settings.filter((setting) => !scale.includes(setting));
  const gammas = [...shapes.keys()].filter((name) => name.endsWith('.gamma')).length;
  const warnings: WeightsWarning[] = [];
  if (scale.length > 0) {
    const message =
      gammas > 0
        ? `The file has layer scale (${gammas} ${gammas === 1 ? 'tensor' : 'tensors'} called gamma), and the model has none: another function is trained than the file’s.`
        : 'The model has layer scale, and the file has none: another function is trained than the file’s.';
    warnings.push({ message, settings: scale });
  }
  if (others.length > 0) {
    const message = `The file holds ${backboneWords(held)}; the model is ${backboneWords(backbone)}.`;
    warnings.push({ message, settings });
  }
  return warnings;
}
