import { linkSync, readFileSync, renameSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { Failure } from '../../failure';
import { plain, quoted } from '../../quoted';
import { systemCode } from '../../systemError';

/** @file One training at a time writes into a folder: it holds the folder's lock, a file with the number of its process. */

export const LOCK_FILE = 'train.lock';

interface Holder {
  readonly pid: number;
  readonly host: string;
}

export interface Lock {
  /** Number of the process that had the lock and is dead; absent where the folder was free. */
  readonly takenFrom?: number;
  release(): void;
}

/** Folders that this process holds: a lock of its number in any other one is of a dead process that had it before. */
const held = new Set<string>();

/**
 * Takes the lock of a folder, also from a process of this machine that is dead.
 * @throws Failure `output_in_use` where another training holds it; the system's error where no file can be made.
 */
export function takeLock(folder: string): Lock {
  const path = join(folder, LOCK_FILE);
  let takenFrom: number | undefined;
  while (!create(path)) {
    const text = readIfThere(path);
    if (text === undefined) continue;
    const holder = parseHolder(text);
    if (holder === undefined || isAlive(holder, path)) throw inUse(folder, holder);
    if (removeStale(path, text)) takenFrom = holder.pid;
  }
  held.add(path);
  return {
    ...(takenFrom === undefined ? {} : { takenFrom }),
    release: () => {
      held.delete(path);
      rmSync(path, { force: true });
    },
  };
}

/** Number of the process that has the lock of a folder; `undefined` where none has, or a dead one. */
export function lockHolder(folder: string): number | undefined {
  const path = join(folder, LOCK_FILE);
  const text = readIfThere(path);
  const holder = text === undefined ? undefined : parseHolder(text);
  return holder !== undefined && isAlive(holder, path) ? holder.pid : undefined;
}

/** Makes the lock file; false where there is one. */
function create(path: string): boolean {
  const holder: Holder = { pid: process.pid, host: hostname() };
  try {
    writeFileSync(path, JSON.stringify(holder), { flag: 'wx' });
    return true;
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return false;
    // On a full disk the file is there, but empty.
    rmSync(path, { force: true });
    throw error;
  }
}

/**
 * Removes the lock of a dead process, whose text was `stale`. Another process may be doing the same and have made its own
 * lock meanwhile: what was moved away is looked at again, and put back where it is not the stale one.
 * @returns whether it was this process that removed it.
 */
function removeStale(path: string, stale: string): boolean {
  const aside = `${path}.${process.pid}`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return false;
    throw error;
  }
  const isStale = readFileSync(aside, 'utf8') === stale;
  if (!isStale) linkSync(aside, path);
  unlinkSync(aside);
  return isStale;
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

function parseHolder(text: string): Holder | undefined {
  try {
    const { pid, host } = JSON.parse(text) as Partial<Record<keyof Holder, unknown>>;
    return Number.isInteger(pid) && typeof host === 'string' ? { pid: pid as number, host } : undefined;
  } catch {
    return undefined;
  }
}

/** False only where it is sure that the holder is gone; of another machine nothing is known. */
function isAlive({ pid, host }: Holder, path: string): boolean {
  if (host !== hostname()) return true;
  if (pid === process.pid) return held.has(path);
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return systemCode(error) !== 'ESRCH';
  }
}

function inUse(folder: string, holder: Holder | undefined): Failure {
  const elsewhere = holder !== undefined && holder.host !== hostname();
  const who =
    holder === undefined ? '' : ` (process ${holder.pid}${elsewhere ? ` on ${plain(holder.host, 60)}` : ''})`;
  return new Failure({
    code: 'output_in_use',
    message: `Another training${who} writes into ${quoted(folder)}.`,
    doing: 'opening the output folder',
    remedy: `Wait for its end or choose another --out; where it has ended for sure, delete ${LOCK_FILE} in the folder.`,
  });
}
