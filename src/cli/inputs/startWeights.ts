import type { RunConfig } from '../../config/runConfig';
import type { ImageSet } from '../../data/imageSet';
import type { WeightsFile } from '../../formats/weightsFile';
import { plain, quoted, quotedList } from '../../quoted';
import type { WeightsReport } from '../../reports/weights';
import { modelSpecs } from '../../training/run';
import { fitOpenWeights, type Weights } from '../../training/weights/fitWeights';
import { openWeightsPath } from './openWeightsPath';
import { setOptions, suggestingOptions } from './setOptions';

/** Names that a line of the report spells out; the others are counted. */
const NAMES_SHOWN = 4;

/** Weights to start from, and how they fit. */
export interface StartWeights {
  /** Of the file, for people. */
  readonly name: string;
  /** Steps that they were trained for, where the file says it. */
  readonly step?: number;
  readonly tensors: Weights;
  /** The report for people: a line with the numbers, then one for each kind of tensor that is not used. */
  readonly lines: readonly string[];
}

/**
 * Matches a weights file with the model that will be trained. Only the tensors that the model uses are read.
 *
 * @param key of the weights to take, where the file holds several.
 * @throws Failure `data_unreadable` where the file cannot be read, `checkpoint_bad_*` for one that holds no weights,
 * `weights_mismatch` when none of them fits, with the `--set`s with which they would.
 */
export async function startWeights(
  path: string,
  key: string | undefined,
  config: RunConfig,
  data: ImageSet,
): Promise<StartWeights> {
  const opened = await openWeightsPath(path);
  const { file } = opened;
  const target = { specs: modelSpecs(config, data), model: config.model };
  const { tensors, report } = await suggestingOptions(() => fitOpenWeights(target, opened, key));
  const step = stepOf(file);
  return {
    name: file.name,
    ...(step === undefined ? {} : { step }),
    tensors,
    lines: reportLines(file.name, report),
  };
}

function stepOf({ metadata }: WeightsFile): number | undefined {
  const step = Number(metadata.step ?? NaN);
  return Number.isSafeInteger(step) && step >= 0 ? step : undefined;
}

function reportLines(path: string, report: WeightsReport): string[] {
  const { used, missing, unexpected, mismatched, unread, warnings } = report;
  const shape = (sizes: readonly number[]) => `[${sizes.join(', ')}]`;
  const total = used.length + missing.length + mismatched.length;
  return [
    `${path}: ${used.length} of the model’s ${total} tensors${sourceText(report)}`,
    ...listed('not in the file, drawn from the seed', missing),
    ...listed('not in the model, left out', unexpected),
    ...listed(
      'of another shape, left out',
      mismatched.map(({ name, found, expected }) => `${name} ${shape(found)} for ${shape(expected)}`),
    ),
    ...listed(
      'of a type that is not read, left out',
      unread.map(({ name, type }) => `${name} (${plain(type, 40)})`),
    ),
    ...warnings.map(
      ({ message, settings }) => `  ${message} To train the file’s, add ${setOptions(settings)}`,
    ),
  ];
}

/** What model, which weights of the file, and by whose names. */
function sourceText({ key, otherKeys, model, naming }: WeightsReport): string {
  return [
    ...(model === undefined ? [] : [`: ${model}`]),
    ...(key === '' ? [] : [`, from ${quoted(key)}`]),
    ...(naming === undefined ? [] : [`, ${naming}`]),
    ...(otherKeys.length === 0 ? [] : [`; --weights-key takes ${quotedList(otherKeys)} instead`]),
  ].join('');
}

function listed(what: string, names: readonly string[]): string[] {
  if (names.length === 0) return [];
  const more = names.length > NAMES_SHOWN ? `, and ${names.length - NAMES_SHOWN} more` : '';
  return [`  ${names.length} ${what}: ${names.slice(0, NAMES_SHOWN).join(', ')}${more}`];
}
