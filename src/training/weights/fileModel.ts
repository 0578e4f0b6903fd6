import { DEFAULT_PRESET, findPreset } from '../../config/presets';
import { runConfig, type RunConfig } from '../../config/runConfig';
import type { OpenWeights, WeightsFile } from '../../formats/weightsFile';
import type { ParameterSpec } from '../../nn/parameters';
import type { WeightsReport } from '../../reports/weights';
import { hasLocalBranch } from '../../vicregl/definition/terms';
import { networkSpecs } from '../../vicregl/network';
import type { ShownModel } from './architecture';
import { BACKBONE, candidates } from './candidates';
import { fitOpenWeights, type Weights } from './fitWeights';
import { nothingFits } from './misfit';
import { modelInFile } from './modelInFile';

/**
 * A model out of a file, as far as its maps are looked at: the backbone, and the local expander where the file has one. The
 * global expander, often the largest part, is not read: no look at maps needs it.
 */
export interface FileModel extends HeldModel {
  /** α whose branches the model has: 0 with a local expander, 1 without. */
  readonly initialAlpha: 0 | 1;
  /** Its tensors, and what the file has of them. */
  readonly specs: readonly ParameterSpec[];
  readonly weights: Weights;
}

/** What is told of such a model. */
export interface HeldModel {
  /** With the file's model, and with the views and the criterion of the default preset. */
  readonly config: RunConfig;
  readonly report: WeightsReport;
  /** All that the file shows of its model, a global expander too. */
  readonly shown: ShownModel;
}

/** Names of tensors that a look at maps does without. */
const LEFT_OUT = /(^|\.)(projector|classifier)\./;

/**
 * Reads the model that a file holds, whatever the settings say.
 *
 * @param key of the weights to take, where the file holds several; see `fitWeights`.
 * @throws Failure `weights_mismatch` where it is none that can be built; those of `fitOpenWeights`.
 */
export async function readFileModel(opened: OpenWeights, key?: string): Promise<FileModel> {
  const { file } = opened;
  const standard = findPreset(DEFAULT_PRESET)!.config;
  const found = modelInFile(file, standard.model.backbone, key);
  if (found === undefined && key === undefined) {
    const target = { specs: networkSpecs(standard.model, 1), model: standard.model };
    throw nothingFits(target, file, candidates(file.tensors, target.specs));
  }
  const model = { ...standard.model, ...found?.model, classifier: false };
  const initialAlpha = found?.model.localExpander === undefined ? 1 : 0;
  const specs = networkSpecs(model, 0).filter(
    ({ name }) => hasLocalBranch(initialAlpha) || name.startsWith(BACKBONE),
  );
  const { tensors, report } = await fitOpenWeights({ specs, model }, opened, key);
  const unexpected = report.unexpected.filter((name) => !LEFT_OUT.test(name));
  return {
    config: {
      ...standard,
      model,
      views: { ...standard.views, ...normalizationIn(file) },
      loss: { ...standard.loss, alpha: initialAlpha },
    },
    initialAlpha,
    specs,
    weights: tensors,
    report: { ...report, unexpected },
    shown: found?.model ?? model,
  };
}

/** What pixels were normalised by, where the file says it: one that this program has written. */
function normalizationIn({ metadata }: WeightsFile): Partial<Pick<RunConfig['views'], 'mean' | 'std'>> {
  try {
    const { mean, std } = runConfig.parse(JSON.parse(metadata.config ?? '')).views;
    return { mean, std };
  } catch {
    return {};
  }
}
