import { readFile } from 'node:fs/promises';
import type { RunConfig } from '../../config/runConfig';
import type { ImageSet } from '../../data/imageSet';
import { Failure } from '../../failure';
import { readWeights, type Weights } from '../../formats/weightsFile';
import type { WeightsReport } from '../../reports/weights';
import { matchWeights } from '../../training/loadWeights';
import { modelSpecs } from '../../training/run';

/** Names that a line of the report spells out; the others are counted. */
const NAMES_SHOWN = 4;

/** Weights to start from, and how they fit. */
export interface StartWeights {
  readonly tensors: Weights;
  /** The report for people: a line with the numbers, then one for each kind of tensor that is not used. */
  readonly lines: readonly string[];
}

/**
 * Reads a weights file and matches it with the model that will be trained.
 *
 * @throws Failure `data_missing` where there is no such file, `checkpoint_bad_*` for one that holds no weights,
 * `weights_mismatch` when none of them fits.
 */
export async function startWeights(path: string, config: RunConfig, data: ImageSet): Promise<StartWeights> {
  const tensors = readWeights(await bytesOf(path), path);
  return { tensors, lines: reportLines(path, matchWeights(modelSpecs(config, data), tensors)) };
}

async function bytesOf(path: string): Promise<Uint8Array> {
  try {
    return new Uint8Array(await readFile(path));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Failure(
      { code: 'data_missing', message: `${path} cannot be read: ${reason}.` },
      { cause: error },
    );
  }
}

function reportLines(path: string, { used, missing, unexpected, mismatched }: WeightsReport): string[] {
  const shape = (sizes: readonly number[]) => `[${sizes.join(', ')}]`;
  const total = used.length + missing.length + mismatched.length;
  return [
    `${path}: ${used.length} of the model’s ${total} tensors`,
    ...listed('not in the file, drawn from the seed', missing),
    ...listed('not in the model, left out', unexpected),
    ...listed(
      'of another shape, left out',
      mismatched.map(({ name, found, expected }) => `${name} ${shape(found)} for ${shape(expected)}`),
    ),
  ];
}

function listed(what: string, names: readonly string[]): string[] {
  if (names.length === 0) return [];
  const more = names.length > NAMES_SHOWN ? `, and ${names.length - NAMES_SHOWN} more` : '';
  return [`  ${names.length} ${what}: ${names.slice(0, NAMES_SHOWN).join(', ')}${more}`];
}
