import type { FailureInfo } from '../../failure';
import { Failure } from '../../failure';
import type { FileTensor, WeightsFile } from '../../formats/weightsFile';
import { quoted, quotedList } from '../../quoted';
import { backboneWords, modelSettings } from './architecture';
import type { Candidate } from './candidates';
import { presetOf, titleOf } from './knownModels';
import type { WeightsTarget } from './fitWeights';
import { modelOf } from './modelInFile';

/** Backbone tensors that a file must have, by whatever names, to be taken for one. */
const FEW = 6;
/** Layers of transformers, by the names of the usual libraries. */
const ATTENTION = /(^|\.)(attn|self_attn|attention)\./;
const READABLE =
  'ConvNeXt and ResNet backbones can be used, by the names of the reference, Meta, timm, torchvision or transformers.';

/** Why no tensor of a file can be used, and what to do about it. */
export function nothingFits(target: WeightsTarget, file: WeightsFile, all: readonly Candidate[]): Failure {
  return new Failure({ code: 'weights_mismatch', doing: 'loading weights', ...reason(target, file, all) });
}

function reason(
  target: WeightsTarget,
  file: WeightsFile,
  all: readonly Candidate[],
): Pick<FailureInfo, 'message' | 'remedy' | 'settings'> {
  if (file.tensors.length === 0) {
    return {
      message: `${file.name} holds no weights: no tensor has a name in it.${keysText(file)}`,
      remedy: 'Save the names as well: torch.save(model.state_dict(), "weights.pth").',
    };
  }
  const largest = all.reduce<Candidate | undefined>(
    (best, other) => (best === undefined || other.tensors.size > best.tensors.size ? other : best),
    undefined,
  );
  if (largest !== undefined && largest.tensors.size >= FEW) return otherBackbone(target, file, largest);
  const names = file.tensors.map(({ dictionary, name }) => [...dictionary, name].join('.'));
  const transformer = names.some((name) => ATTENTION.test(name));
  return {
    message:
      `${file.name} holds another model${transformer ? ', a transformer as it seems' : ''}: ` +
      `its tensors are ${quotedList(names, 150, 3)}, none with a name of the model’s, such as ${quoted(target.specs[0]?.name ?? '')}.` +
      (file.tensors.some(({ dictionary }) => dictionary.length > 0) ? keysText(file) : ''),
    remedy: READABLE,
  };
}

function otherBackbone(
  target: WeightsTarget,
  file: WeightsFile,
  candidate: Candidate,
): Pick<FailureInfo, 'message' | 'remedy' | 'settings'> {
  const { backbone } = target.model;
  const found = modelOf(candidate, file, backbone)?.model;
  const held = found?.backbone;
  const title = held === undefined ? undefined : titleOf(held);
  const preset = held === undefined ? undefined : presetOf(held);
  const unread = [...candidate.tensors.values()].map(({ content }) => content).find(isType);
  if (found !== undefined && held !== undefined) {
    return {
      message: `${file.name} holds ${title === undefined ? '' : `${title}, `}${backboneWords(held)}; the model is ${backboneWords(backbone)}.`,
      remedy: `Set the model to the file’s, then load it again.${preset === undefined ? '' : ` The preset “${preset.title}” has it.`}`,
      settings: modelSettings(found, target),
    };
  }
  if (unread !== undefined) {
    return {
      message: `The weights in ${file.name} are stored as ${quoted(unread, 40)}, which is not read.`,
      remedy: 'Convert them to 32-bit or 16-bit floats and save them again.',
    };
  }
  const [[name, tensor] = ['', undefined]] = candidate.tensors;
  return {
    message: `${file.name} holds layers of a backbone, but of none that can be built here: ${quoted(tensor?.name ?? name, 80)} and others have shapes of their own.`,
    remedy:
      'ConvNeXts with 7 × 7 depthwise filters, and ResNets without groups or wider inner layers, can be built.',
  };
}

function isType(content: FileTensor['content']): content is string {
  return typeof content === 'string';
}

function keysText({ keys }: WeightsFile): string {
  return keys.length === 0 ? '' : ` Its keys are ${quotedList(keys)}.`;
}
