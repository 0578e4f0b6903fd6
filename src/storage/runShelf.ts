import { openDB, type DBSchema } from 'idb';
import { Failure } from '../failure';
import type { RunResults } from '../formats/bundle/runBundle';
import { isDiskFull } from '../systemError';
import { heldRuns, holdRun } from './runLocks';

/** @file The runs that this browser keeps, in IndexedDB: each as it was at its newest checkpoint. */

/** A run as the browser keeps it. */
export interface ShelvedRun {
  readonly id: string;
  /** When it was kept, in ms since 1970. */
  readonly savedAt: number;
  /** Steps of the whole run. */
  readonly totalSteps: number;
  readonly results: RunResults;
  /** A file of `writeCheckpoint`. */
  readonly checkpoint: Uint8Array;
}

export interface RunShelf {
  /**
   * Keeps a run in place of what was kept of it; beyond `MOST_RUNS`, the oldest goes.
   * @throws Failure `storage_full` where there is no room for it even without all others, `storage_failed`
   */
  keep(run: ShelvedRun): Promise<void>;
  /** The newest run that no other tab trains; `undefined` where there is none. */
  newest(): Promise<ShelvedRun | undefined>;
  /** Marks a run as this tab's, until the tab is closed or marks another one. False where another tab has it. */
  hold(id: string): Promise<boolean>;
  remove(id: string): Promise<void>;
}

/** Runs that are kept. */
export const MOST_RUNS = 5;
const NAME = 'vicregl-playground';
const VERSION = 1;
const RUNS = 'runs';
const SAVED_AT = 'savedAt';

interface Shelf extends DBSchema {
  [RUNS]: { key: string; value: ShelvedRun; indexes: { [SAVED_AT]: number } };
}

/** Opens the browser's runs; `undefined` where it keeps nothing, as some do in private windows. */
export async function openRunShelf(): Promise<RunShelf | undefined> {
  try {
    return shelfOn(
      await openDB<Shelf>(NAME, VERSION, {
        upgrade: (created) => {
          created.createObjectStore(RUNS, { keyPath: 'id' }).createIndex(SAVED_AT, SAVED_AT);
        },
      }),
    );
  } catch {
    return undefined;
  }
}

type Database = Awaited<ReturnType<typeof openDB<Shelf>>>;

function shelfOn(database: Database): RunShelf {
  /** The ids of all runs, newest first. */
  const ids = async () => (await database.getAllKeysFromIndex(RUNS, SAVED_AT)).toReversed();
  const removeAll = (some: readonly string[]) => Promise.all(some.map((id) => database.delete(RUNS, id)));

  async function put(run: ShelvedRun): Promise<void> {
    await database.put(RUNS, run);
    await removeAll((await ids()).slice(MOST_RUNS));
  }

  return {
    keep: async (run) => {
      try {
        await put(run).catch(async (error: unknown) => {
          if (!isFull(error)) throw error;
          await removeAll((await ids()).filter((id) => id !== run.id));
          await put(run);
        });
      } catch (error) {
        throw unkept(error);
      }
    },
    newest: async () => {
      const held = await heldRuns();
      for (const id of await ids()) if (!held.has(id)) return database.get(RUNS, id);
      return undefined;
    },
    hold: holdRun,
    remove: (id) => database.delete(RUNS, id),
  };
}

const isFull = (error: unknown): boolean =>
  isDiskFull(error) || (error instanceof DOMException && error.name === 'QuotaExceededError');

function unkept(error: unknown): Failure {
  const full = isFull(error);
  return new Failure(
    {
      code: full ? 'storage_full' : 'storage_failed',
      message: full
        ? 'The browser has no room left to keep this run.'
        : `The browser does not keep this run: ${error instanceof Error ? error.message : String(error)}.`,
      doing: 'keeping the run',
      remedy: 'Training goes on. Save the whole run from the export menu before you close the page.',
    },
    { cause: error },
  );
}
