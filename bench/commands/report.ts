import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from '../../src/zod';
import { fillBlocks } from '../report/page/blocks';
import { typed, writeBlock } from '../report/page/contents';
import { REPORT_PARTS, type ReportPart } from '../report/page/parts';
import { readRecord, thisCommit, thisMachine, type PartRecord } from '../report/page/record';
import type { CommandOutput } from './output';

export interface ReportOptions {
  /** Only parts whose names contain this are measured; long ones are only where it is their whole name. */
  readonly only: string;
  /** False: the page is written anew from the figures that there are. */
  readonly measures: boolean;
}

const FIGURES = 'docs/performance';
const PAGE = 'docs/PERFORMANCE.md';
/** A bench prints what it found, with all that it knows of it. */
const MOST_OUTPUT = 1e9;

/** Measures the parts of docs/PERFORMANCE.md, each in a process of its own, and writes their figures into the page. */
export async function report({ only, measures }: ReportOptions): Promise<CommandOutput> {
  const parts = measures ? REPORT_PARTS.filter((part) => isWanted(part, only)) : [];
  await mkdir(FIGURES, { recursive: true });
  const failures: string[] = [];
  for (const part of parts) {
    console.error(`${part.name} …`);
    const outcome = await measure(part);
    if (typeof outcome === 'string') failures.push(`${part.name}: ${outcome}`);
    else await writeFile(fileOf(part), JSON.stringify(outcome, null, 2));
  }
  const records = new Map(
    REPORT_PARTS.filter((part) => existsSync(fileOf(part))).map((part) => [
      part.name,
      readRecord(fileOf(part)),
    ]),
  );
  const page = await readFile(PAGE, 'utf8');
  await writeFile(
    PAGE,
    fillBlocks(page, (name) => writeBlock(name, records)),
  );
  spawnSync('npx', ['prettier', '--write', '--log-level', 'warn', PAGE, FIGURES], { stdio: 'inherit' });
  const missing = REPORT_PARTS.filter(({ name }) => !records.has(name)).map(({ name }) => name);
  return {
    text: [
      `${parts.length - failures.length} of ${parts.length} parts measured; ${PAGE} is written anew.`,
      ...(missing.length === 0 ? [] : [`Without figures: ${missing.join(', ')}.`]),
    ].join('\n'),
    data: Object.fromEntries(records),
    ...(failures.length === 0 ? {} : { failure: failures.join('\n') }),
  };
}

function isWanted({ name, long }: ReportPart, only: string): boolean {
  return long === true ? name === only : name.includes(only);
}

const fileOf = ({ name }: ReportPart) => join(FIGURES, `${name}.json`);

const Told = z.object({
  host: z.string(),
  text: z.string(),
  data: z.unknown(),
  failure: z.string().optional(),
});

/** The record of a part, or why there is none. */
async function measure({ name, command, plot }: ReportPart): Promise<PartRecord | string> {
  const machine = await thisMachine();
  const drawn = plot === true ? ['--plot', join(FIGURES, `${name}.svg`)] : [];
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [process.argv[1]!, ...command, ...drawn, '--browser', '--json'],
    { encoding: 'utf8', maxBuffer: MOST_OUTPUT },
  );
  try {
    const told = Told.parse(JSON.parse(stdout.slice(stdout.indexOf('{'))));
    const measured = new Date().toISOString().slice(0, 10);
    return {
      ...told,
      command: typed(command),
      measured,
      commit: thisCommit(),
      machine,
    };
  } catch (error) {
    return stderr.trim() || String(error);
  }
}
