import { filePath } from '../data/chosenFiles';
import { abort } from './abort';
import type { Database } from './database';
import {
  keptDataFiles,
  keptDataRecord,
  MOST_FINGERPRINTS,
  type KeptDataFiles,
  type KeptDataRecord,
} from './keptDataRecord';
import { openNews } from './news';
import { listed, openShelf, type Listed } from './openShelf';
import { unkept } from './storageFailure';

/** @file The data sets that this browser keeps, in IndexedDB: the files as they were chosen. They go only when a person says so. */

/** A kept set with its files, whose paths are in their names. */
export interface OpenedData {
  readonly record: KeptDataRecord;
  readonly files: readonly File[];
}

export interface DataShelf {
  /** Newest first. */
  contents(): Promise<Listed<KeptDataRecord>>;
  /** Keeps a set in place of one of its id. @throws Failure `storage_full`, `storage_failed`; nothing is changed then */
  keep(record: Omit<KeptDataRecord, 'files' | 'bytes'>, files: readonly File[]): Promise<void>;
  /** `undefined` where there is none of that id, or it is damaged. */
  open(id: string): Promise<OpenedData | undefined>;
  /** The set whose images have this fingerprint. */
  find(fingerprint: string): Promise<OpenedData | undefined>;
  /** Notes another fingerprint of a set, as it has at another image size. */
  learn(id: string, fingerprint: string): Promise<void>;
  remove(id: string): Promise<void>;
  /** Has `listener` called whenever what is kept has changed, by this tab or another. */
  onChange(listener: () => void): void;
}

/** Opens the browser's data sets; `undefined` where it keeps nothing, as some do in private windows. */
export function openDataShelf(): Promise<DataShelf | undefined> {
  return openShelf(shelfOn);
}

const KEEPING = {
  what: 'this data set',
  doing: 'keeping the data set',
  remedy: 'All that was kept is still there. Remove data sets or runs, and try again.',
};

function shelfOn(database: Database): DataShelf {
  const news = openNews('data sets');
  const contents = () => listed(database, 'dataSets', keptDataRecord, ({ keptAt }) => keptAt);

  async function open(id: string): Promise<OpenedData | undefined> {
    const transaction = database.transaction(['dataSets', 'dataFiles']);
    const record = keptDataRecord.safeParse(await transaction.objectStore('dataSets').get(id)).data;
    const stored = keptDataFiles.safeParse(await transaction.objectStore('dataFiles').get(id)).data;
    if (record === undefined || stored === undefined) return undefined;
    return { record, files: filesOf(stored) };
  }

  async function changing(task: () => Promise<void>): Promise<void> {
    try {
      await task();
      news.tell();
    } catch (error) {
      throw unkept(error, KEEPING);
    }
  }

  return {
    contents,
    open,
    keep: (record, files) =>
      changing(async () => {
        const contents = new Blob([...files]);
        const parts = files.map((file) => {
          const { size, lastModified } = file;
          return { path: filePath(file), size, lastModified };
        });
        const transaction = database.transaction(['dataSets', 'dataFiles'], 'readwrite');
        try {
          const { size: bytes } = contents;
          await transaction.objectStore('dataFiles').put({ id: record.id, contents, files: parts });
          await transaction.objectStore('dataSets').put({ ...record, files: files.length, bytes });
          await transaction.done;
        } catch (error) {
          abort(transaction);
          throw error;
        }
      }),
    find: async (fingerprint) => {
      const { records } = await contents();
      const record = records.find(({ fingerprints }) => fingerprints.includes(fingerprint));
      return record === undefined ? undefined : open(record.id);
    },
    learn: (id, fingerprint) =>
      changing(async () => {
        const transaction = database.transaction('dataSets', 'readwrite');
        const record = keptDataRecord.safeParse(await transaction.store.get(id)).data;
        const isKnown = record?.fingerprints.includes(fingerprint) ?? true;
        if (record !== undefined && !isKnown && record.fingerprints.length < MOST_FINGERPRINTS)
          await transaction.store.put({ ...record, fingerprints: [...record.fingerprints, fingerprint] });
        await transaction.done;
      }),
    remove: (id) =>
      changing(async () => {
        const transaction = database.transaction(['dataSets', 'dataFiles'], 'readwrite');
        await Promise.all([
          transaction.objectStore('dataSets').delete(id),
          transaction.objectStore('dataFiles').delete(id),
          transaction.done,
        ]);
      }),
    onChange: (listener) => news.listen(listener),
  };
}

function filesOf({ contents, files }: KeptDataFiles): File[] {
  let start = 0;
  return files.map(({ path, size, lastModified }) => {
    const part = contents.slice(start, start + size);
    start += size;
    return new File([part], path, { lastModified });
  });
}
