import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { identityOf } from '../../config/dataIdentity';
import { findPreset } from '../../config/presets';
import { writeBundle } from '../../formats/bundle/writeBundle';
import { openDataShelf, type DataShelf } from '../../storage/dataShelf';
import { weightsOfCheckpoint, writeCheckpoint } from '../../training/checkpoint';
import { openSession, settle, until } from '../testing/openSession';

let shelf: DataShelf;
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance'] });
  vi.stubGlobal('navigator', { userAgent: 'A browser' });
  vi.stubGlobal('indexedDB', new IDBFactory());
  shelf = (await openDataShelf())!;
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const FILES = ['cat/1.png', 'dog/1.png'].map((name) => new File([name], name, { lastModified: 5 }));
const { config } = findPreset('playground-convnext')!;
const IMAGES = { ...config, data: { ...config.data, source: 'images' as const } };

const openPage = (address: Parameters<typeof openSession>[3] = {}) =>
  openSession({}, {}, undefined, { dataShelf: openDataShelf(), ...address });
type Page = Awaited<ReturnType<typeof openPage>>;

const names = ({ run }: Page) => run().files.images.map(({ name }) => name);

/** A page on which the files are chosen and kept. */
async function keptPage(): Promise<Page> {
  const page = await openPage();
  await until(() => expect(page.session.keptData.store.getState().isThere).toBe(true));
  const choosing = page.session.trainOn('images', FILES);
  await settle();
  await choosing;
  await page.session.keptData.keep();
  return page;
}

describe('a data set that is kept', () => {
  it('is listed with what it holds', async () => {
    const { session, run } = await keptPage();
    const [record] = session.keptData.store.getState().records;
    expect(record).toMatchObject({
      ...{ id: run().data!.fingerprint, name: 'Chosen files', source: 'images', count: 20_000, classes: 6 },
      ...{ files: 2, bytes: 18 },
    });
    expect(session.keptData.store.getState().isKeeping).toBe(false);
  });

  it('is found again where an address asks for it, and the run is set up on it', async () => {
    const { run } = await keptPage();
    const wantedData = identityOf(run().data!);
    const page = await openPage({ config: IMAGES, wantedData });
    await until(() =>
      expect(page.run()).toMatchObject({ phase: 'ready', needsFiles: false, active: IMAGES }),
    );
    expect(names(page)).toEqual(['cat/1.png', 'dog/1.png']);
    expect(page.run().wantedData).toBeNull();
    expect(page.message('kept data')?.text).toBe(
      '"Chosen files", 20,000 images, is kept in this browser and was found there.',
    );
  });

  it('is not taken where an address asks for another one, which is named', async () => {
    const { run } = await keptPage();
    const wantedData = { ...identityOf(run().data!), fingerprint: 'fedcba9876543210' };
    const page = await openPage({ config: IMAGES, wantedData });
    await until(() => expect(page.run().needsFiles).toBe(true));
    expect([names(page), page.run().wantedData]).toEqual([[], wantedData]);
  });

  it('is found for the file of a run on it, which goes on at once', async () => {
    const first = await keptPage();
    await first.session.train();
    await settle(700);
    await first.session.pause();
    const bundle = (await first.session.exportRun())!;
    const checkpoint = writeCheckpoint({
      ...{ config: bundle.config, initialAlpha: 0.75, step: bundle.step, seconds: 1 },
      ...{ data: first.run().data!.fingerprint!, weights: {}, optimizer: {} },
    });
    const weights = weightsOfCheckpoint(checkpoint);
    const file = new File([Uint8Array.from(writeBundle({ ...bundle, checkpoint, weights }))], 'run.zip');

    const second = await openPage();
    void second.session.openRun(file);
    await until(async () => {
      await settle(50);
      expect(second.calls.resume).toHaveBeenCalledOnce();
    });
    await settle();
    expect(second.run()).toMatchObject({ phase: 'paused', step: bundle.step, needsFiles: false });
    expect(names(second)).toEqual(['cat/1.png', 'dog/1.png']);
  });

  it('is loaded in place of what is chosen, and known at another size too', async () => {
    const { run } = await keptPage();
    const { fingerprint } = run().data!;
    const page = await openPage();
    const other = page.session.trainOn('images', [new File(['x'], 'x.png')]);
    await settle();
    await other;
    page.config().edit('data.size', 32);
    const loading = page.session.keptData.load(fingerprint!);
    await until(async () => {
      await settle(50);
      expect(names(page)).toEqual(['cat/1.png', 'dog/1.png']);
    });
    await settle();
    await loading;
    expect(page.run()).toMatchObject({ question: null, phase: 'ready' });
    const smaller = page.run().data!.fingerprint!;
    expect(smaller).not.toBe(fingerprint);
    await until(async () => expect((await shelf.find(smaller))?.record.id).toBe(fingerprint));
  });

  it('goes when that is agreed to', async () => {
    const { session, run } = await keptPage();
    const { id } = session.keptData.store.getState().records[0]!;
    const refusing = session.keptData.remove(id);
    expect(run().question!.text).toContain('"Chosen files", 18.0 B, goes from this browser');
    run().question!.answer(false);
    await refusing;
    expect(session.keptData.store.getState().records).toHaveLength(1);
    const removing = session.keptData.remove(id);
    run().question!.answer(true);
    await removing;
    expect(session.keptData.store.getState().records).toEqual([]);
  });

  it('says so where there is no room, and where it is damaged', async () => {
    const { session, run, message } = await keptPage();
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    await session.keptData.keep();
    expect(message('kept data')?.failure).toMatchObject({
      code: 'storage_full',
      message: 'The browser has no room left to keep this data set.',
    });
    vi.restoreAllMocks();
    await shelf.remove(run().data!.fingerprint!);
    await session.keptData.load(run().data!.fingerprint!);
    expect(message('kept data')?.text).toMatch(/damaged or gone/);
  });
});
