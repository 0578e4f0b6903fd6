import { join, parse } from 'node:path';
import { quoted } from '../../quoted';
import { OutFile } from '../files/outFile';
import { isFolder, readRun } from '../inputs/readRun';
import { untilAborted } from '../process/interruption';
import type { ReportOptions } from './options';
import { linkTo, REPORT_KINDS } from './reportKinds';

/**
 * Writes the report of a run, and says where it is.
 * @throws Failure those of `readRun` and `OutFile`; `Interrupted`
 */
export async function writeReport(options: ReportOptions, signal: AbortSignal): Promise<void> {
  const { run: path, as, page, overwrite } = options;
  const { ending, write } = REPORT_KINDS[as];
  const out = options.out ?? besides(path, ending);
  const run = await untilAborted(signal, readRun(path));
  const file = OutFile.open(out, { option: '--out', example: `runs/first/report${ending}`, overwrite });
  const link = page === undefined ? undefined : linkTo(page, run);
  await file.write(write({ run, link, year: new Date().getFullYear() }));
  const hint = as === 'html' ? ': open it in a browser' : '';
  process.stderr.write(`The report is ${quoted(out)}${hint}.\n`);
}

function besides(path: string, ending: string): string {
  if (isFolder(path)) return join(path, `report${ending}`);
  const { dir, name } = parse(path);
  return join(dir, `${name}${ending}`);
}
