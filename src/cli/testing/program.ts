import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll } from 'vitest';
import type { RunConfig } from '../../config/runConfig';
import { tinyConfig } from '../../training/testing/tinyRun';

/** @file Runs the program of the command line as a person would, for tests of what it does as a process. */

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
/** What npm starts: builds the program where it is stale, and runs it. */
export const SCRIPT = `${ROOT}scripts/cli.mjs`;
/** The program itself, once it is built. */
export const BUILT = `${ROOT}dist/cli/cli.mjs`;

/** For the hook that builds the program, in ms. */
export const BUILD_PATIENCE = 120_000;

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly errors: string;
}

export interface Program {
  readonly child: ChildProcess;
  /** Resolves when standard error holds the text; rejects where the program ends without it. */
  said(text: string): Promise<void>;
  readonly ended: Promise<Ended>;
}

/** Builds the program where it is stale. */
export async function buildProgram(): Promise<void> {
  const { code, errors } = await startProgram(['--help'], { program: SCRIPT }).ended;
  if (code !== 0) throw new Error(errors);
}

interface StartOptions {
  readonly program?: string;
  /** A command that runs what its further arguments say. */
  readonly wrap?: readonly string[];
}

/** Starts the program with a command and its arguments. */
export function startProgram(
  args: readonly string[],
  { program = BUILT, wrap = [] }: StartOptions = {},
): Program {
  const [command, ...rest] = [...wrap, process.execPath, program, ...args];
  const stdio: StdioOptions = ['ignore', 'ignore', 'pipe'];
  const child = spawn(command!, rest, { stdio });
  let errors = '';
  const listeners = new Set<() => void>();
  child.stderr!.on('data', (data: Buffer) => {
    errors += data.toString();
    for (const listener of listeners) listener();
  });
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code, signal, errors }));
  });
  const said = (text: string) =>
    new Promise<void>((resolve, reject) => {
      const look = () => errors.includes(text) && resolve();
      listeners.add(look);
      look();
      void ended.then(() => reject(new Error(`The program ended without "${text}":\n${errors}`)));
    });
  return { child, said, ended };
}

/** Starts `train`. */
export function startTraining(args: readonly string[], options?: StartOptions): Program {
  return startProgram(['train', ...args], options);
}

/** Between two looks at what a program has written, in ms: the processor is the program's meanwhile. */
const LOOK_EVERY = 10;

/** Resolves once it is true of the files that a program writes. */
export async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await wait(LOOK_EVERY);
}

/** A folder for a test's files; `remove` takes it away. */
export function scratch(): { readonly path: (name: string) => string; readonly remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'train-'));
  return {
    path: (name) => join(folder, name),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** A run that a processor trains at many steps a second, and that does not end by itself. */
export function longRun(): RunConfig {
  return tinyConfig(({ run }) => Object.assign(run, { length: 100_000, snapshotEvery: 50 }));
}

/**
 * For the top of a test file that starts the program: sees to it that it is built.
 * @returns a folder for the file's tests, and in it the configuration of a long run.
 */
export function prepareProgram(): { readonly path: (name: string) => string; readonly config: string } {
  const { path, remove } = scratch();
  const config = writeConfig(path('config.json'), longRun());
  beforeAll(buildProgram, BUILD_PATIENCE);
  afterAll(remove);
  return { path, config };
}

/** Options of a training on the processor. */
export function trainingArgs(config: string, out: string): string[] {
  return ['--data', 'synthetic', '--backend', 'wasm', '--config', config, '--out', out];
}

export function writeConfig(path: string, config: RunConfig): string {
  writeFileSync(path, JSON.stringify(config));
  return path;
}

/** The steps in a metrics file, every line of which must be whole. */
export function loggedSteps(path: string): number[] {
  const text = readFileSync(path, 'utf8');
  if (!text.endsWith('\n')) throw new Error(`${path} ends in half a line.`);
  return text
    .trimEnd()
    .split('\n')
    .map((line) => (JSON.parse(line) as { step: number }).step);
}
