import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../../failure';
import { readBundle } from '../../formats/bundle/readBundle';
import { readSafetensors } from '../../formats/safetensors';
import { quoted } from '../../quoted';
import type { ExportedRun } from '../../exporting/exportedRun';
import { readCheckpoint } from '../../training/checkpoint';
import { RESULTS } from '../files/outFolder';
import { fileBytes } from '../inputs/fileBytes';
import { isFolder, readRun } from '../inputs/readRun';

/**
 * Reads a run from its folder, or from the file of a whole run.
 * @throws Failure those of `readRun`; of `model` and `checkpoint` those of their formats, and `data_missing` where a
 * folder has none.
 */
export async function exportedRun(path: string): Promise<ExportedRun> {
  const results = await readRun(path);
  const seconds = results.metrics.findLast((line) => line.seconds !== undefined)?.seconds ?? 0;
  const ended = statSync(isFolder(path) ? join(path, RESULTS.metrics) : path).mtimeMs / 1000;
  const bytesOf = async (name: 'weights' | 'checkpoint'): Promise<Uint8Array> => {
    if (!isFolder(path)) return readBundle(await fileBytes(path))[name];
    const file = join(path, RESULTS[name]);
    if (!existsSync(file)) throw missing(path, RESULTS[name]);
    return fileBytes(file);
  };
  return {
    results,
    startedAt: ended - seconds,
    model: async () => {
      const { config, step } = results;
      return { config, step, weights: readSafetensors(await bytesOf('weights')).tensors };
    },
    checkpoint: async () => readCheckpoint(await bytesOf('checkpoint')),
  };
}

function missing(path: string, name: string): Failure {
  return new Failure({
    code: 'data_missing',
    message: `${quoted(path)} has no ${name}.`,
    doing: 'exporting a run',
    remedy: 'A training writes it at its end and from time to time; let it go on with train --resume.',
  });
}
