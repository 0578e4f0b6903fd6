import { join, parse } from 'node:path';
import { reportHtml } from '../../formats/report/reportHtml';
import { quoted } from '../../quoted';
import { OutFile } from '../files/outFile';
import { untilAborted } from '../process/interruption';
import type { ReportOptions } from './options';
import { isFolder, readRun } from '../inputs/readRun';

/**
 * Writes the page of a run, and says where it is.
 * @throws Failure those of `readRun` and `OutFile`; `Interrupted`
 */
export async function writeReport(options: ReportOptions, signal: AbortSignal): Promise<void> {
  const { run, out = besides(run), overwrite } = options;
  const known = await untilAborted(signal, readRun(run));
  const file = OutFile.open(out, { option: '--out', example: 'runs/first/report.html', overwrite });
  await file.write(reportHtml(known));
  process.stderr.write(`The report is ${quoted(out)}: open it in a browser.\n`);
}

function besides(run: string): string {
  if (isFolder(run)) return join(run, 'report.html');
  const { dir, name } = parse(run);
  return join(dir, `${name}.html`);
}
