import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from '../../../src/zod';

/** @file What is kept of a part that was measured. */

export const Machine = z.object({
  processor: z.string(),
  cores: z.number(),
  memoryBytes: z.number(),
  /** Cores that were at work in the second before: what else the machine did. */
  busyCores: z.number(),
});
export type Machine = z.infer<typeof Machine>;

export const PartRecord = z.object({
  /** As it is typed. */
  command: z.string(),
  /** Where it ran: a browser with its version, or Node. */
  host: z.string(),
  /** ISO date. */
  measured: z.string(),
  /** Of the code; with a plus where files had been changed since. */
  commit: z.string(),
  machine: Machine,
  /** For people. */
  text: z.string(),
  /** What was required and was not so. */
  failure: z.string().optional(),
  data: z.unknown(),
});
export type PartRecord = z.infer<typeof PartRecord>;

/** The records that there are, by the names of their parts. */
export type PartRecords = ReadonlyMap<string, PartRecord>;

export async function thisMachine(): Promise<Machine> {
  const [first] = cpus();
  return {
    processor: first?.model.trim() ?? 'unknown processor',
    cores: cpus().length,
    memoryBytes: totalmem(),
    busyCores: await busyCores(),
  };
}

const LOOK_MS = 1000;

async function busyCores(): Promise<number> {
  const before = cpus();
  await wait(LOOK_MS);
  return cpus().reduce((sum, { times }, core) => {
    const old = before[core]!.times;
    const idle = times.idle - old.idle;
    const all = Object.entries(times).reduce(
      (total, [name, time]) => total + time - old[name as keyof typeof old],
      0,
    );
    return sum + (all === 0 ? 0 : 1 - idle / all);
  }, 0);
}

export function thisCommit(): string {
  const git = (...args: string[]) => spawnSync('git', args, { encoding: 'utf8' }).stdout.trim();
  const isChanged = git('status', '--porcelain', '--', 'src', 'bench', 'package-lock.json') !== '';
  return `${git('rev-parse', '--short', 'HEAD')}${isChanged ? '+' : ''}`;
}

/** @throws when the file is no record. */
export function readRecord(path: string): PartRecord {
  return PartRecord.parse(JSON.parse(readFileSync(path, 'utf8')));
}
