import { Failure } from '../../failure';
import type { TensorData } from '../../formats/tensorData';
import type { ParameterSpec } from '../../nn/parameters';
import { quoted } from '../../quoted';
import type { WeightsReport } from '../../reports/weights';
import { CLASSIFIER } from '../../vicregl/modules';
import { sameShape } from '../weights/shapes';

type Tensors = Readonly<Record<string, TensorData>>;

/**
 * That a checkpoint holds the model that is trained, whole: an optimiser's state fits no other one. The online
 * classifier alone may be left out by the run, since no gradient of it reaches the rest.
 *
 * @param tensors of the file, by the reference's names.
 * @param report of the same tensors, for the settings that its model needs.
 * @throws Failure `weights_mismatch`, naming the first tensor that differs, with the settings that would fit.
 */
export function requireSameModel(
  fileName: string,
  tensors: Tensors,
  specs: readonly ParameterSpec[],
  report: WeightsReport,
): void {
  const difference = differenceOf(tensors, specs);
  if (difference === undefined) return;
  const settings = [
    ...report.warnings.flatMap((warning) => warning.settings),
    ...(difference.name.startsWith(`${CLASSIFIER}.`) ? [{ path: 'model.classifier', value: false }] : []),
  ];
  throw new Failure({
    code: 'weights_mismatch',
    message: `${fileName} holds another model than this run’s: ${difference.words}.`,
    doing: 'going on with a run of the reference',
    remedy: 'Set the model to the file’s, or start a new run from its weights.',
    ...(settings.length === 0 ? {} : { settings }),
  });
}

function differenceOf(
  tensors: Tensors,
  specs: readonly ParameterSpec[],
): { readonly name: string; readonly words: string } | undefined {
  for (const { name, shape } of specs) {
    const found = Object.hasOwn(tensors, name) ? tensors[name]! : undefined;
    if (found === undefined) return { name, words: `it has no ${quoted(name)}` };
    if (!sameShape(found.shape, shape))
      return {
        name,
        words: `${quoted(name)} has shape [${found.shape.join(', ')}] instead of [${shape.join(', ')}]`,
      };
  }
  const known = new Set(specs.map(({ name }) => name));
  const name = Object.keys(tensors).find((own) => !known.has(own) && !own.startsWith(`${CLASSIFIER}.`));
  return name === undefined ? undefined : { name, words: `${quoted(name)} is not in the run’s` };
}
