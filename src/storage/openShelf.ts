import type { z } from '../zod';
import { openDatabase, type Database } from './database';

/** What is kept on the browser's database; `undefined` where it keeps nothing, as some do in private windows. */
export async function openShelf<Shelf>(shelfOn: (database: Database) => Shelf): Promise<Shelf | undefined> {
  try {
    const database = await openDatabase(() => database.close());
    return shelfOn(database);
  } catch {
    return undefined;
  }
}

/** Records that are listed, and the ids of those that cannot be read. */
export interface Listed<Entry> {
  readonly records: readonly Entry[];
  readonly damaged: readonly string[];
}

/** All records of a store, those of the highest `age` first. */
export async function listed<Entry>(
  database: Database,
  store: 'records' | 'dataSets',
  schema: z.ZodType<Entry>,
  age: (entry: Entry) => number,
): Promise<Listed<Entry>> {
  const records: Entry[] = [];
  const damaged: string[] = [];
  for (const value of await database.getAll(store)) {
    const { success, data } = schema.safeParse(value);
    if (success) records.push(data);
    else damaged.push(value.id);
  }
  return { records: records.toSorted((a, b) => age(b) - age(a)), damaged };
}
