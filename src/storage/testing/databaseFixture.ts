import { openDB } from 'idb';

/** @file A whole database as JSON, so that one of every older version can be kept and opened again. */

interface StoredDatabase {
  readonly version: number;
  readonly stores: Readonly<Record<string, readonly unknown[]>>;
}

const ARRAYS = { Uint8Array, Int32Array, Float32Array } as const;
type ArrayName = keyof typeof ARRAYS;

/** Of a blob that is going to be written. */
class BlobBytes {
  readonly $blob: string;
  constructor(bytes: ArrayBuffer) {
    this.$blob = Buffer.from(bytes).toString('base64');
  }
}

/** A blob's bytes take time to be read, those of all others do not. */
async function withoutBlobs(record: object): Promise<object> {
  const entries = Object.entries(record).map(async ([key, value]: [string, unknown]) => {
    return [key, value instanceof Blob ? new BlobBytes(await value.arrayBuffer()) : value] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}

/** Typed arrays, which JSON does not have, are written by their names and bytes. */
function encode(_key: string, value: unknown): unknown {
  if (!ArrayBuffer.isView(value)) return value;
  const { buffer, byteOffset, byteLength } = value;
  return {
    $array: value.constructor.name,
    bytes: Buffer.from(buffer as ArrayBuffer, byteOffset, byteLength).toString('base64'),
  };
}

function decode(_key: string, value: unknown): unknown {
  const { $array, bytes, $blob } = (value ?? {}) as { $array?: ArrayName; bytes?: string; $blob?: string };
  if ($blob !== undefined) return new Blob([Buffer.from($blob, 'base64')]);
  if ($array === undefined) return value;
  return new ARRAYS[$array](Uint8Array.from(Buffer.from(bytes!, 'base64')).buffer);
}

/** What a database holds, as text. */
export async function dumpDatabase(name: string): Promise<string> {
  const database = await openDB(name);
  const stores = await Promise.all(
    [...database.objectStoreNames].map(async (store) => {
      const records = (await database.getAll(store)) as object[];
      return [store, await Promise.all(records.map(withoutBlobs))] as const;
    }),
  );
  const { version } = database;
  database.close();
  return `${JSON.stringify({ version, stores: Object.fromEntries(stores) }, encode)}\n`;
}

/** Makes the database that `dumpDatabase` has written; every store has the key `id`. */
export async function loadDatabase(name: string, text: string): Promise<void> {
  const { version, stores } = JSON.parse(text, decode) as StoredDatabase;
  const database = await openDB(name, version, {
    upgrade: (created) => {
      for (const store of Object.keys(stores)) created.createObjectStore(store, { keyPath: 'id' });
    },
  });
  for (const [store, values] of Object.entries(stores))
    for (const value of values) await database.put(store, value);
  database.close();
}
