import { existsSync, mkdirSync, rmdirSync, rmSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { Failure } from '../../failure';
import { plain, quoted } from '../../quoted';
import { isDiskFull, systemCode, systemReason } from '../../systemError';
import { partOf } from './atomicFile';
import { takeLock, type Lock } from './lock';
import { writeFailure } from './fileFailures';

/** Names of the results in the output folder. */
export const RESULTS = {
  config: 'config.json',
  metrics: 'metrics.jsonl',
  weights: 'weights.safetensors',
  checkpoint: 'checkpoint.safetensors',
  run: 'run.json',
  evaluation: 'evaluation.json',
} as const;
export type Result = keyof typeof RESULTS;

/** The folder that a training writes into, locked for it as long as it is open. */
export class OutFolder {
  readonly path: string;
  private readonly lock: Lock;
  /** The outermost folder that was made for this one; absent where this one was there. */
  private readonly made: string | undefined;

  private constructor(path: string, lock: Lock, made: string | undefined) {
    this.path = path;
    this.lock = lock;
    this.made = made;
  }

  /**
   * Makes the folder where it is not there, and locks it.
   * @param overwrite true where an earlier run's results may be replaced.
   * @throws Failure `output_unusable` where there can be no such folder, `storage_full` on a full disk, `output_in_use`
   * where another training writes into it, `output_taken` where an earlier run's results are in it.
   */
  static open(path: string, overwrite: boolean): OutFolder {
    let made: string | undefined;
    try {
      made = makeFolder(path);
      const folder = new OutFolder(path, takeLock(path), made);
      if (!overwrite) folder.requireNoResults();
      return folder;
    } catch (error) {
      removeEmpty(path, made);
      throw error instanceof Failure ? error : unusable(path, error);
    }
  }

  /** What is to be said of how the folder was found; `undefined` in ordinary cases. */
  get note(): string | undefined {
    const { takenFrom } = this.lock;
    if (takenFrom === undefined) return undefined;
    return `A training that wrote into ${quoted(this.path)} before (process ${takenFrom}) was killed; its lock is taken over.`;
  }

  file(result: Result): string {
    return join(this.path, RESULTS[result]);
  }

  /** Unlocks the folder, and removes it where it was made for nothing. */
  close(): void {
    for (const name of Object.values(RESULTS)) rmSync(partOf(join(this.path, name)), { force: true });
    this.lock.release();
    removeEmpty(this.path, this.made);
  }

  private requireNoResults(): void {
    const names = Object.values(RESULTS).filter((name) => existsSync(join(this.path, name)));
    if (names.length === 0) return;
    this.lock.release();
    throw new Failure({
      code: 'output_taken',
      message: `${quoted(this.path)} holds an earlier run (${names.join(', ')}).`,
      doing: 'opening the output folder',
      remedy: 'Choose another --out, or add --overwrite to replace it.',
    });
  }
}

/**
 * Makes a folder and those above it, one by one: Node's own way says of a read-only disk that there is no such folder.
 * @returns the outermost folder that was made; `undefined` where the folder was there.
 */
function makeFolder(path: string): string | undefined {
  if (isFolder(path)) return undefined;
  const parent = dirname(path);
  const made = parent === path ? undefined : makeFolder(parent);
  try {
    mkdirSync(path);
  } catch (error) {
    // Another training may have made it meanwhile.
    if (!isFolder(path)) throw error;
  }
  return made ?? path;
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

/** Removes folders that were made and are still empty, from `path` up to `made`. */
function removeEmpty(path: string, made: string | undefined): void {
  if (made === undefined) return;
  const outermost = resolve(made);
  for (let folder = resolve(path); folder.startsWith(outermost); folder = dirname(folder)) {
    try {
      rmdirSync(folder);
    } catch {
      return;
    }
  }
}

/** What is where no folder could be made: at the path itself, or above it. */
function inTheWay(path: string, error: unknown): string {
  const { path: place = path } = error as NodeJS.ErrnoException;
  if (!existsSync(place)) return 'it is a link that leads nowhere';
  return place === path ? 'it is a file, not a folder' : 'a part of the path is a file, not a folder';
}

function unusable(path: string, error: unknown): Failure {
  if (isDiskFull(error)) return writeFailure(path, error);
  const reason = systemCode(error) === 'EEXIST' ? inTheWay(path, error) : systemReason(error);
  return new Failure(
    {
      code: 'output_unusable',
      message: `--out ${plain(path)} cannot be used: ${reason ?? String(error)}.`,
      doing: 'opening the output folder',
      remedy: 'Choose a folder in which this user may write; it is made when it is not there.',
    },
    { cause: error },
  );
}
