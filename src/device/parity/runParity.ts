import * as tf from '@tensorflow/tfjs-core';
import { Comparison, type Deviation } from './comparison';
import type { ParityKind } from './context';
import { augment } from './augment';
import { backbone } from './backbone';
import { checkpoint } from './checkpoint';
import { criterion } from './criterion';
import { expander } from './expander';
import { grid } from './grid';
import { openFixture } from './fixture';
import { inference } from './inference';
import { matching } from './matching';
import { optimizer } from './optimizer';
import { schedule } from './schedule';
import { steps } from './steps';
import { refusal } from './refusal';
import type { ParityBackend } from './tolerances';

/** A file by its name, without folder. */
export interface ParityFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface ParityResult {
  readonly file: string;
  readonly kind: string;
  /** The deviation closest to its tolerance, or furthest beyond; absent when nothing was compared. */
  readonly worst?: Deviation;
  /** Whatever makes the file fail besides deviations: unknown kind or setting, unused tensors, errors. */
  readonly problems: readonly string[];
  /** What a reader should know besides. */
  readonly remarks: readonly string[];
  readonly ok: boolean;
}

const KINDS: Readonly<Record<string, ParityKind>> = {
  augment,
  backbone,
  checkpoint,
  criterion,
  expander,
  grid,
  inference,
  matching,
  optimizer,
  schedule,
  steps,
};

/**
 * Runs the engine's modules on golden files and compares, on tfjs's current backend. Nothing is skipped: a file of
 * unknown kind, with an unknown setting or with a tensor that was not looked at fails.
 *
 * @param files the `.safetensors` files of a folder, and its `.pth` files: those that belong to a fixture of the same
 * name are read with it, all others must be refused.
 * @returns a result for each fixture and each file to refuse, as soon as it is there.
 */
export async function* runParity(
  files: readonly ParityFile[],
  backend: ParityBackend,
): AsyncGenerator<ParityResult> {
  const byName = new Map(files.map(({ name, bytes }) => [name, bytes]));
  for (const file of files) {
    if (isGolden(file.name)) yield await checkFile(file, backend, (name) => byName.get(name));
    else if (!byName.has(file.name.replace(/\.pth$/, GOLDEN_ENDING))) yield checkRefusal(file);
  }
}

const GOLDEN_ENDING = '.safetensors';

/** Whether a file is one to check by itself, and not one that belongs to another. */
export function isGolden(name: string): boolean {
  return name.endsWith(GOLDEN_ENDING);
}

function checkRefusal({ name, bytes }: ParityFile): ParityResult {
  const code = refusal(bytes);
  return {
    file: name,
    kind: 'checkpoint',
    problems: code === undefined ? ['it should be refused, and was read'] : [],
    remarks: code === undefined ? [] : [`refused as ${code}`],
    ok: code !== undefined,
  };
}

async function checkFile(
  { name, bytes }: ParityFile,
  backend: ParityBackend,
  sibling: (name: string) => Uint8Array | undefined,
): Promise<ParityResult> {
  const comparison = new Comparison();
  const problems: string[] = [];
  let kind = 'unknown';
  tf.engine().startScope();
  try {
    const fixture = openFixture(bytes);
    kind = fixture.kind;
    const check = Object.hasOwn(KINDS, kind) ? KINDS[kind] : undefined;
    if (check === undefined) throw new Error(`the kind "${kind}" is unknown`);
    await check({ fixture, comparison, backend, sibling });
    const unused = fixture.unused();
    if (unused.length > 0) problems.push(`unused tensors: ${unused.join(', ')}`);
    if (comparison.deviations.length === 0) problems.push('nothing was compared');
  } catch (error) {
    problems.push(error instanceof Error ? error.message : String(error));
  } finally {
    tf.engine().endScope();
  }
  const worst = comparison.worst();
  return {
    file: name,
    kind,
    ...(worst === undefined ? {} : { worst }),
    problems,
    remarks: comparison.remarks,
    ok: problems.length === 0 && comparison.ok,
  };
}
