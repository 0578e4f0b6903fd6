import type { WeightsWarning } from '../../reports/weights';
import { backboneWords, modelSettings, type ShownModel } from './architecture';
import { backboneShapes, type Candidate } from './candidates';
import type { WeightsTarget } from './fitWeights';

const OF_BACKBONE = /^model\.backbone(\.|$)/;

/** In what a run would differ from the model that a file holds. */
export function warningsOf(chosen: Candidate, held: ShownModel, target: WeightsTarget): WeightsWarning[] {
  const settings = modelSettings(held, target);
  const scale = settings.filter(({ path }) => path === 'model.backbone.layerScale');
  const expanders = settings.filter(({ path }) => !OF_BACKBONE.test(path));
  const others = settings.filter((setting) => !scale.includes(setting) && !expanders.includes(setting));
  const gammas = [...backboneShapes(chosen).keys()].filter((name) => name.endsWith('.gamma')).length;
  const warnings: WeightsWarning[] = [];
  if (scale.length > 0) {
    const message =
      gammas > 0
        ? `The file has layer scale (${gammas} ${gammas === 1 ? 'tensor' : 'tensors'} called gamma), and the model has none: another function is trained than the file’s.`
        : 'The model has layer scale, and the file has none: another function is trained than the file’s.';
    warnings.push({ message, settings: scale });
  }
  if (others.length > 0) {
    const message = `The file holds ${backboneWords(held.backbone)}; the model is ${backboneWords(target.model.backbone)}.`;
    warnings.push({ message, settings });
  } else if (expanders.length > 0) {
    const message = `The file’s expanders are others than the model’s (${expandersWords(held)}): those of the model begin anew.`;
    warnings.push({ message, settings: expanders });
  }
  return warnings;
}

function expandersWords({ globalExpander, localExpander, expanderNorm }: ShownModel): string {
  return [
    ...(globalExpander === undefined ? [] : [`global ${globalExpander}`]),
    ...(localExpander === undefined ? [] : [`local ${localExpander}`]),
    ...(expanderNorm === undefined ? [] : [expanderNorm.replace('_', ' ')]),
  ].join(', ');
}
