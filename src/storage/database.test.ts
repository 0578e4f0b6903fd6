import 'fake-indexeddb/auto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { bundleOf } from './bundleOf';
import { NAME, VERSION } from './database';
import { openDataShelf } from './dataShelf';
import { openRunShelf } from './runShelf';
import { dumpDatabase, loadDatabase } from './testing/databaseFixture';
import { SOME_DATA, SOME_FILES } from './testing/someData';
import { SOME_KERNELS } from './testing/someKernels';
import { SOME_ORIGIN, someRun } from './testing/someRun';
import { openTuningShelf } from './tuningShelf';

/** Databases as each version wrote them, with the runs "first" and "second" and, from version 3 on, a data set, from 4 on, a tuning. */
const fixture = (version: number) => new URL(`fixtures/v${version}.json`, import.meta.url);
const VERSIONS = Array.from({ length: VERSION }, (_, index) => index + 1);

beforeEach(() => {
  vi.stubGlobal('indexedDB', new IDBFactory());
});

describe('a database of version', () => {
  it.each(VERSIONS)('%i opens, and its runs go on', async (version) => {
    await loadDatabase(NAME, readFileSync(fixture(version), 'utf8'));
    const shelf = (await openRunShelf())!;
    const { records, damaged } = await shelf.contents();
    expect(damaged).toEqual([]);
    expect(records.map(({ id, step, checkpointStep }) => ({ id, step, checkpointStep }))).toEqual([
      { id: 'second', step: 1, checkpointStep: 1 },
      { id: 'first', step: 2, checkpointStep: 2 },
    ]);
    expect(new Set(records.map(({ name }) => name)).size).toBe(2);
    for (const id of ['first', 'second']) {
      const { results, state } = (await shelf.open(id))!;
      const bundle = bundleOf(results, state!.checkpoint);
      expect(bundle.checkpoint).toEqual(state!.checkpoint);
      expect(bundle.metrics.map(({ step }) => step)).toEqual(id === 'first' ? [0, 1, 2] : [0, 1]);
    }
  });
});

it('a data set of a kept database is there with its files', async () => {
  await loadDatabase(NAME, readFileSync(fixture(3), 'utf8'));
  const { record, files } = (await (await openDataShelf())!.find(SOME_DATA.id))!;
  expect(record).toEqual({ ...SOME_DATA, files: 2, bytes: 8 });
  expect(files.map(({ name }) => name)).toEqual(['cat/1.png', 'dog/1.png']);
  expect(await Promise.all(files.map((file) => file.text()))).toEqual(['one', 'other']);
});

it('a tuning of a kept database is there', async () => {
  await loadDatabase(NAME, readFileSync(fixture(4), 'utf8'));
  expect(await (await openTuningShelf())!.find('adapter', 'version')).toEqual(SOME_KERNELS);
});

it('a run of an older version that cannot be listed does not keep the others from being there', async () => {
  const { version, stores } = JSON.parse(readFileSync(fixture(1), 'utf8')) as {
    version: number;
    stores: { runs: { id: string; results: unknown }[] };
  };
  stores.runs[0]!.results = { config: null };
  await loadDatabase(NAME, JSON.stringify({ version, stores }));
  expect((await (await openRunShelf())!.contents()).records.map(({ id }) => id)).toEqual(['second']);
});

/** Names of the stores, and of what the values in each have. */
function shapeOf(dump: string) {
  const { version, stores } = JSON.parse(dump) as { version: number; stores: Record<string, object[]> };
  const shapes = Object.entries(stores).map(([name, values]) => [
    name,
    values.map((value) => Object.keys(value)),
  ]);
  return { version, stores: Object.fromEntries(shapes) as unknown };
}

it('what this version stores looks as its fixture does: else raise VERSION, and one is written', async () => {
  const shelf = (await openRunShelf())!;
  await shelf.keep(someRun('first', 1_000), SOME_ORIGIN);
  const second = someRun('second', 2_000, 1);
  const metrics = second.results.metrics.slice(0, 2);
  await shelf.keep({ ...second, results: { ...second.results, metrics } }, SOME_ORIGIN);
  await (await openDataShelf())!.keep(SOME_DATA, SOME_FILES);
  await (await openTuningShelf())!.keep('adapter', 'version', SOME_KERNELS);
  const dump = await dumpDatabase(NAME);
  if (!existsSync(fixture(VERSION))) writeFileSync(fixture(VERSION), dump);
  expect(shapeOf(dump)).toEqual(shapeOf(readFileSync(fixture(VERSION), 'utf8')));
});
