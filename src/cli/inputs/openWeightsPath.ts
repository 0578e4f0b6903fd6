import { readdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Failure } from '../../failure';
import { inFile } from '../../formats/inFile';
import { openWeights, type OpenWeights } from '../../formats/weightsFile';
import { INDEX_ENDING, MAX_INDEX_BYTES, openShards, parseIndex } from '../../formats/weightsShards';
import { quoted } from '../../quoted';
import { readFailure } from '../files/fileFailures';
import { fileBytes } from './fileBytes';
import { fileSource } from './fileSource';

/**
 * Opens weights: a file, or several parts by the list that belongs to them (`*.index.json`) or by the folder in which it
 * lies. What describes the tensors is read, and not their elements.
 *
 * @throws Failure `data_unreadable` where a file cannot be read, and those of `openWeights` and `openShards`.
 */
export async function openWeightsPath(path: string): Promise<OpenWeights> {
  try {
    const place = (await stat(path)).isDirectory() ? await indexIn(path) : path;
    if (!place.endsWith(INDEX_ENDING)) return await openWeights(await fileSource(place), place);
    if ((await fileSource(place)).size > MAX_INDEX_BYTES) throw longIndex(place);
    const bytes = await fileBytes(place);
    const index = inFile(place, () => parseIndex(bytes));
    return await openShards(place, index, (name) => fileSource(join(dirname(place), name)));
  } catch (error) {
    throw error instanceof Failure ? error : readFailure(path, error);
  }
}

async function indexIn(folder: string): Promise<string> {
  const indices = (await readdir(folder)).filter((name) => name.endsWith(INDEX_ENDING));
  if (indices.length === 1) return join(folder, indices[0]!);
  throw new Failure({
    code: 'data_unreadable',
    message: `${quoted(folder)} is a folder with ${indices.length === 0 ? 'no list' : `${indices.length} lists`} of the parts of weights.`,
    doing: 'looking for weights',
    remedy: `Name a file of weights, or the list of its parts, which ends in ${INDEX_ENDING}.`,
  });
}

function longIndex(place: string): Failure {
  return new Failure({
    code: 'checkpoint_bad_shards',
    message: `${quoted(place)} is far too long for a list of the parts of weights.`,
    remedy: 'Download it again.',
  });
}
