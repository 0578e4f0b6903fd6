import type { RunResults } from '../formats/bundle/runBundle';
import { checkpointStand } from '../training/checkpoint';
import { abort } from './abort';
import type { Database, KeptStart, KeptState } from './database';
import { openNews } from './news';
import { heldRuns, holdRun, type RunLock } from './runLocks';
import { runName } from './runName';
import { listed, openShelf } from './openShelf';
import {
  bytesOf,
  resultsPart,
  runRecord,
  type Annotations,
  type RunOrigin,
  type RunRecord,
} from './runRecord';
import { isFull, unkept } from './storageFailure';
import { DEFAULT_STATES, nextToGo, thinning } from './thinning';

/** @file The runs that this browser keeps, in IndexedDB: each as it was at its newest checkpoint. */

/** A run as it is kept. */
export interface ShelvedRun {
  readonly id: string;
  /** When it was kept, in ms since 1970. */
  readonly savedAt: number;
  /** Steps of the whole run. */
  readonly totalSteps: number;
  readonly results: RunResults;
  /** A file of `writeCheckpoint`. */
  readonly checkpoint: Uint8Array;
  readonly start: KeptStart | null;
}

/** What the library knows. */
export interface ShelfContents {
  /** Newest first; deleted ones left out. */
  readonly records: readonly RunRecord[];
  /** Runs whose records cannot be read. */
  readonly damaged: readonly string[];
  /** Runs that some tab holds, this one included. */
  readonly held: ReadonlySet<string>;
}

/** The whole of a run; without its state where that was thinned away. */
export interface OpenedRun {
  readonly record: RunRecord;
  readonly results: RunResults;
  readonly state: KeptState | undefined;
}

export interface RunShelf {
  /**
   * Keeps a run in place of what was kept of it, and thins the others. A new one gets a name; what a person said of an
   * older one stays.
   * @throws Failure `storage_full` where there is no room for it even without all that may go, `storage_failed`
   */
  keep(run: ShelvedRun, origin: RunOrigin): Promise<void>;
  contents(): Promise<ShelfContents>;
  /** `undefined` where there is none of that id, or its record is damaged. */
  open(id: string): Promise<OpenedRun | undefined>;
  /** The newest run that has a state and that no tab holds. */
  newest(): Promise<RunRecord | undefined>;
  /** Changes what a person says of a run. @throws Failure `storage_full`, `storage_failed` */
  annotate(id: string, change: Partial<Annotations>): Promise<void>;
  /** Marks a run as this tab's until it is released or the tab is closed; `undefined` where another tab has it. */
  hold(id: string): Promise<RunLock | undefined>;
  /** Takes a run away; it can be had back with `restore` for as long as `DELETED_FOR`. */
  remove(id: string, now: number): Promise<void>;
  restore(id: string): Promise<void>;
  /** Gives up the state of a run; its results stay. */
  giveUpState(id: string): Promise<void>;
  /** How many runs that are not pinned keep their state; takes effect at once. */
  setStates(count: number): Promise<void>;
  /** Has `listener` called whenever what is kept has changed, by this tab or another. */
  onChange(listener: () => void): void;
}

/** How long a deleted run can be had back, in ms. */
const DELETED_FOR = 10 * 60_000;

/** Opens the browser's runs; `undefined` where it keeps nothing, as some do in private windows. */
export function openRunShelf(): Promise<RunShelf | undefined> {
  return openShelf(shelfOn);
}

function shelfOn(database: Database): RunShelf {
  const all = () => listed(database, 'records', runRecord, ({ savedAt }) => savedAt);

  async function erase(id: string): Promise<void> {
    const transaction = database.transaction(['records', 'results', 'states'], 'readwrite');
    await Promise.all([
      ...(['records', 'results', 'states'] as const).map((name) => transaction.objectStore(name).delete(id)),
      transaction.done,
    ]);
  }

  async function giveUpState(id: string): Promise<void> {
    const transaction = database.transaction(['records', 'states'], 'readwrite');
    const records = transaction.objectStore('records');
    const record = await records.get(id);
    if (record !== undefined) {
      const pictures = record.bytes - (await stateBytes(transaction.objectStore('states').get(id)));
      await records.put({ ...record, checkpointStep: null, bytes: Math.max(0, pictures) });
    }
    await transaction.objectStore('states').delete(id);
    await transaction.done;
  }

  async function go({ states, runs }: ReturnType<typeof thinning>): Promise<void> {
    for (const id of states) await giveUpState(id);
    for (const id of runs) await erase(id);
  }

  async function put(run: ShelvedRun, origin: RunOrigin): Promise<void> {
    const { id, savedAt, totalSteps, results, checkpoint, start } = run;
    const names = new Set((await database.getAll('records')).map(({ name }) => name));
    const transaction = database.transaction(['records', 'results', 'states'], 'readwrite');
    try {
      const records = transaction.objectStore('records');
      const before = runRecord.safeParse(await records.get(id)).data;
      await records.put({
        ...(before ?? {
          ...{ note: '', tags: [], pinned: false, createdAt: savedAt, deletedAt: null, origin },
          name: runName(results.config.run.seed, names),
        }),
        ...{ id, savedAt, totalSteps },
        ...resultsPart(results),
        checkpointStep: checkpointStand(checkpoint).step,
        bytes: bytesOf(results, checkpoint),
      });
      await transaction.objectStore('results').put({ id, results });
      await transaction.objectStore('states').put({ id, checkpoint, start });
      await transaction.done;
    } catch (error) {
      // Nothing of it is kept where something cannot be.
      abort(transaction);
      throw error;
    }
  }

  const inUse = async (...own: string[]) => new Set([...(await heldRuns()), ...own]);

  const news = openNews('runs');
  let states: number = DEFAULT_STATES;

  const shelf: RunShelf = {
    keep: async (run, origin) => {
      try {
        for (;;) {
          try {
            await put(run, origin);
            break;
          } catch (error) {
            if (!isFull(error)) throw error;
            const next = nextToGo((await all()).records, await inUse(run.id));
            if (next.states.length + next.runs.length === 0) throw error;
            await go(next);
          }
        }
        const { records } = await all();
        for (const { id, deletedAt } of records)
          if (deletedAt !== null && deletedAt < run.savedAt - DELETED_FOR) await erase(id);
        await go(thinning(records, states, await inUse(run.id)));
        news.tell();
      } catch (error) {
        throw unkept(error);
      }
    },
    contents: async () => {
      const { records, damaged } = await all();
      return {
        records: records.filter(({ deletedAt }) => deletedAt === null),
        damaged,
        held: await heldRuns(),
      };
    },
    open: async (id) => {
      const transaction = database.transaction(['records', 'results', 'states']);
      const record = runRecord.safeParse(await transaction.objectStore('records').get(id)).data;
      const results = (await transaction.objectStore('results').get(id))?.results;
      const state = await transaction.objectStore('states').get(id);
      return record === undefined || results === undefined ? undefined : { record, results, state };
    },
    newest: async () => {
      const { records, held } = await shelf.contents();
      return records.find(({ id, checkpointStep }) => checkpointStep !== null && !held.has(id));
    },
    annotate: (id, change) => update(id, change),
    hold: holdRun,
    remove: (id, now) => update(id, { deletedAt: now }),
    restore: (id) => update(id, { deletedAt: null }),
    giveUpState: async (id) => {
      await giveUpState(id);
      news.tell();
    },
    setStates: async (count) => {
      states = count;
      await go(thinning((await all()).records, states, await inUse()));
      news.tell();
    },
    onChange: (listener) => news.listen(listener),
  };

  /** A damaged record has nothing to change: it goes. */
  async function update(id: string, change: Partial<RunRecord>): Promise<void> {
    try {
      const record = runRecord.safeParse(await database.get('records', id)).data;
      if (record !== undefined) await database.put('records', { ...record, ...change });
      else if (change.deletedAt !== undefined) await erase(id);
      news.tell();
    } catch (error) {
      throw unkept(error);
    }
  }

  return shelf;
}

async function stateBytes(state: Promise<KeptState | undefined>): Promise<number> {
  return (await state)?.checkpoint.byteLength ?? 0;
}
