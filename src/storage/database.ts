import { openDB, type DBSchema, type IDBPDatabase, type IDBPTransaction, type StoreNames } from 'idb';
import { DEFAULT_PRESET, findPreset } from '../config/presets';
import type { RunResults } from '../formats/bundle/runBundle';
import { checkpointStand } from '../training/checkpoint';
import type { KeptDataFiles, KeptDataRecord } from './keptDataRecord';
import { bytesOf, resultsPart, type RunRecord } from './runRecord';
import { runName } from './runName';
import type { KeptTuning } from './tuningShelf';

/**
 * @file The browser's database of runs, data sets and tunings. A run is three records of one id, since each is read and given up by
 * itself: what the library lists, the results, and the state that it goes on from. A data set is two: what is listed, and
 * its files. A tuning is one record of an adapter.
 */

export const NAME = 'vicregl-playground';
/** Raised with every change of what is stored; `upgrade` then has one step more, and the tests one database more. */
export const VERSION = 4;

/** A weights file that a run began with, and which of several weights in it. */
export interface KeptStart {
  readonly file: Blob;
  readonly name: string;
  readonly key: string | undefined;
}

export interface KeptState {
  readonly id: string;
  /** A file of `writeCheckpoint`. */
  readonly checkpoint: Uint8Array;
  readonly start: KeptStart | null;
}

export interface Stores extends DBSchema {
  records: { key: string; value: RunRecord };
  results: { key: string; value: { readonly id: string; readonly results: RunResults } };
  states: { key: string; value: KeptState };
  dataSets: { key: string; value: KeptDataRecord };
  dataFiles: { key: string; value: KeptDataFiles };
  tunings: { key: string; value: KeptTuning };
}

export type Database = IDBPDatabase<Stores>;
type Upgrade = IDBPTransaction<Stores, StoreNames<Stores>[], 'versionchange'>;

/**
 * Opens the database, and brings an older one up to date.
 * @param changed is called when another tab wants to open a newer version; this one must let go
 */
export function openDatabase(changed: () => void): Promise<Database> {
  return openDB<Stores>(NAME, VERSION, {
    upgrade: (database, from, _to, transaction) => {
      if (from < 2) {
        for (const name of ['records', 'results', 'states'] as const)
          database.createObjectStore(name, { keyPath: 'id' });
      }
      if (from < 3) {
        for (const name of ['dataSets', 'dataFiles'] as const)
          database.createObjectStore(name, { keyPath: 'id' });
      }
      if (from < 4) database.createObjectStore('tunings', { keyPath: 'id' });
      // Where it fails, the transaction does, and the database stays as it was.
      if ((database.objectStoreNames as DOMStringList).contains('runs'))
        splitRuns(database, transaction).catch(() => transaction.abort());
    },
    blocking: changed,
  });
}

/** A run of version 1, which was one record in a store called `runs`. */
interface WholeRun {
  readonly id: string;
  readonly savedAt: number;
  readonly totalSteps: number;
  readonly results: RunResults;
  readonly checkpoint: Uint8Array;
}

async function splitRuns(database: Database, transaction: Upgrade): Promise<void> {
  const older = transaction as unknown as IDBPTransaction<unknown, ['runs'], 'versionchange'>;
  const names = new Set<string>();
  for (const run of (await older.objectStore('runs').getAll()) as WholeRun[]) {
    const record = recordOf(run, names);
    // One that cannot be listed could not be opened either.
    if (record === undefined) continue;
    const { id, results, checkpoint } = run;
    names.add(record.name);
    await transaction.objectStore('records').put(record);
    await transaction.objectStore('results').put({ id, results });
    await transaction.objectStore('states').put({ id, checkpoint, start: null });
  }
  (database as unknown as IDBPDatabase).deleteObjectStore('runs');
}

function recordOf(
  { id, savedAt, totalSteps, results, checkpoint }: WholeRun,
  names: ReadonlySet<string>,
): RunRecord | undefined {
  try {
    const { name, config } = findPreset(results.name) ?? findPreset(DEFAULT_PRESET)!;
    return {
      ...{ id, savedAt, totalSteps, createdAt: savedAt, deletedAt: null },
      ...{ name: runName(results.config.run.seed, names), note: '', tags: [], pinned: false },
      ...resultsPart(results),
      origin: { name, config },
      checkpointStep: checkpointStand(checkpoint).step,
      bytes: bytesOf(results, checkpoint),
    };
  } catch {
    return undefined;
  }
}
