import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '../../failure';
import { plain } from '../../quoted';
import { command } from '../process/command';
import { untilAborted } from '../process/interruption';
import { openBackend } from './openBackend';
import { PARITY_LINE, type ParityOptions } from './options';
import { resultLine, summaryLine } from './report';
import { isGolden, runParity, type ParityFile, type ParityResult } from '../../device/parity/runParity';

export const PARITY = command(PARITY_LINE, {
  run: (options, signal) => untilAborted(signal, compare(options)),
  nothingDone: 'Ended before all files were compared.',
});

/** @throws Failure `data_missing` where there is nothing to compare, `parity_failed` after all is said of what does not agree. */
async function compare({ folders, backend }: ParityOptions): Promise<void> {
  const contents = await Promise.all(folders.map(readFolder));
  if (!contents.flat().some(({ name }) => isGolden(name))) {
    throw new Failure({
      code: 'data_missing',
      message: `There are no .safetensors files in ${folders.map((folder) => plain(folder)).join(', ')}.`,
    });
  }
  const device = await openBackend(backend);
  const results: ParityResult[] = [];
  for (const files of contents) {
    for await (const result of runParity(files, backend)) {
      console.log(resultLine(result));
      results.push(result);
    }
  }
  console.log(summaryLine(results, device.name));
  device.close();
  if (results.every(({ ok }) => ok)) return;
  throw new Failure({ code: 'parity_failed', message: 'Not all files agree; the lines above say where.' });
}

/** The files of a folder that parity can use, by name. */
async function readFolder(folder: string): Promise<ParityFile[]> {
  const names = (await readdir(folder)).filter((name) => isGolden(name) || name.endsWith('.pth')).sort();
  return Promise.all(names.map(async (name) => ({ name, bytes: await readFile(join(folder, name)) })));
}
