import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CommanderError } from 'commander';
import { failureInfo } from '../../failure';
import { openBackend } from './openBackend';
import { parseOptions } from './options';
import { resultLine, summaryLine } from './report';
import { isGolden, runParity, type ParityFile, type ParityResult } from './runParity';

const DISAGREE = 1;
const WRONG_INPUT = 2;

try {
  process.exit(await main());
} catch (error) {
  if (error instanceof CommanderError && error.exitCode === 0) process.exit(0);
  const { message, remedy } = failureInfo(error);
  console.error([message.replace(/^error: /, ''), remedy].filter((part) => part !== undefined).join(' '));
  process.exit(WRONG_INPUT);
}

async function main(): Promise<number> {
  const { folders, backend } = parseOptions(process.argv.slice(2));
  const contents = await Promise.all(folders.map(readFolder));
  if (!contents.flat().some(({ name }) => isGolden(name))) {
    throw new Error(`There are no .safetensors files in ${folders.join(', ')}.`);
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
  return results.every(({ ok }) => ok) ? 0 : DISAGREE;
}

/** The files of a folder that parity can use, by name. */
async function readFolder(folder: string): Promise<ParityFile[]> {
  const names = (await readdir(folder)).filter((name) => isGolden(name) || name.endsWith('.pth')).sort();
  return Promise.all(names.map(async (name) => ({ name, bytes: await readFile(join(folder, name)) })));
}
