import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { findPreset } from '../../config/presets';
import { readSafetensors } from '../../formats/safetensors';
import { openSession, settle, until } from '../testing/openSession';
import { sortFiles } from './intake';

const PNG = Uint8Array.of(
  0x89,
  0x50,
  0x4e,
  0x47,
  0x0d,
  0x0a,
  0x1a,
  0x0a,
  0,
  0,
  0,
  13,
  0x49,
  0x48,
  0x44,
  0x52,
);
/** As browsers make them; those of Node lack the path. */
const file = (content: BlobPart, name: string) =>
  Object.assign(new File([content], name), { webkitRelativePath: '' });
const image = (name: string) => file(PNG, name);
/** One record of CIFAR-10: a label and an image. */
const batch = (name: string) => file(new Uint8Array(1 + 3 * 32 * 32), name);
const configuration = (change = {}) =>
  file(JSON.stringify({ ...findPreset('playground')!.config, ...change }), 'mine.txt');
const page = (name: string) => file('<!doctype html><html></html>', name);

function weights(name: string, tensor = 'a'): File {
  const header = new TextEncoder().encode(
    JSON.stringify({ [tensor]: { dtype: 'F32', shape: [1], data_offsets: [0, 4] } }),
  );
  const bytes = new Uint8Array(8 + header.length + 4);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(header.length), true);
  bytes.set(header, 8);
  return file(bytes, name);
}

/** A list of two parts. */
const list = (name = 'model.safetensors.index.json') =>
  file(JSON.stringify({ weight_map: { a: 'one.safetensors', b: 'two.safetensors' } }), name);

describe('sortFiles', () => {
  it('goes by content, whatever the ending', async () => {
    expect(await sortFiles([weights('a.png')])).toMatchObject({
      weights: { main: { name: 'a.png' } },
      data: undefined,
    });
    expect((await sortFiles([image('a.pth')])).data?.source).toBe('images');
    expect((await sortFiles([batch('x.dat')])).data?.source).toBe('cifar10');
    expect((await sortFiles([configuration()])).configuration?.name).toBe('mine.txt');
  });

  it('leaves weights in a folder of images to the folder, and takes those beside it', async () => {
    const inside = await sortFiles([image('set/1.png'), weights('set/last.safetensors')]);
    expect(inside).toMatchObject({ weights: undefined, data: { source: 'images' } });
    expect(inside.data?.files).toHaveLength(2);
    const beside = await sortFiles([image('set/1.png'), weights('last.safetensors')]);
    expect(beside.weights?.main.name).toBe('last.safetensors');
    expect(beside.data?.files.map(({ name }) => name)).toEqual(['set/1.png']);
  });

  it('takes the weights out of a folder without images', async () => {
    expect((await sortFiles([weights('out/w.safetensors')])).weights?.main.name).toBe('out/w.safetensors');
  });

  it('keeps parts with their list, in a folder too', async () => {
    const parts = [weights('one.safetensors'), weights('two.safetensors', 'b')];
    const loose = await sortFiles([parts[0]!, list(), parts[1]!]);
    expect(loose).toMatchObject({ weights: { main: { name: list().name }, parts }, notUsed: undefined });
    const folder = await sortFiles([
      list('m/model.safetensors.index.json'),
      weights('m/one.safetensors'),
      weights('m/two.safetensors'),
    ]);
    expect(folder.weights?.parts).toHaveLength(2);
  });

  it('names what it cannot use', async () => {
    const { notUsed, weights: taken } = await sortFiles([page('model.pth'), weights('a'), weights('b')]);
    expect(taken?.main.name).toBe('a');
    expect(notUsed).toMatch(/b is a safetensors file; model\.pth is a web page/);
    expect((await sortFiles([page('model.pth')])).notUsed).toContain('download the file itself');
    expect((await sortFiles([page('set/a.html'), page('set/b.html')])).notUsed).toMatch(/a\.html.*b\.html/);
  });
});

describe('files that are brought', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  /** Reading a file takes turns that fake timers do not count. */
  async function bring(opened: Awaited<ReturnType<typeof openSession>>, files: readonly File[]) {
    const taken = vi.fn();
    const taking = opened.session.take(files).then(() => void taken());
    while (taken.mock.calls.length === 0 && opened.run().question === null) await settle(50);
    await settle(100);
    return taking;
  }

  it('switch the source, and load at once', async () => {
    const opened = await openSession();
    await opened.session.step();
    await bring(opened, [batch('a')]);
    expect(opened.config().config.data.source).toBe('cifar10');
    expect(opened.run()).toMatchObject({ phase: 'ready', data: { count: 10_000 }, filesPending: false });
    expect(opened.run().lastRun?.step).toBe(1);
  });

  it('end a running training only when that is agreed to', async () => {
    const opened = await openSession();
    await opened.session.train();
    await settle(100);
    const refusing = bring(opened, [batch('a')]);
    await until(() => expect(opened.run().question).not.toBeNull());
    expect(opened.run().question?.text).toContain('ends the running training');
    opened.run().question!.answer(false);
    await refusing;
    await settle(100);
    expect(opened.run()).toMatchObject({ phase: 'running', question: null });
    expect(opened.config().config.data.source).toBe('synthetic');

    const agreeing = bring(opened, [batch('a')]);
    await until(() => expect(opened.run().question).not.toBeNull());
    opened.run().question!.answer(true);
    await agreeing;
    await settle(100);
    expect(opened.run()).toMatchObject({ phase: 'ready', data: { count: 10_000 } });
  });

  it('leave everything as it was when they are refused', async () => {
    const opened = await openSession();
    await opened.session.step();
    await settle(100);
    const { config: before } = opened.config();
    opened.calls.loadData.mockRejectedValueOnce(new Error('cut off'));
    await bring(opened, [image('a')]);
    expect(opened.config().config).toEqual(before);
    expect(opened.run()).toMatchObject({ phase: 'paused', step: 1, filesPending: false, needsFiles: false });
    expect(opened.message('loading the images')?.text).toBe('cut off');
  });

  it('replace the settings, which can be undone', async () => {
    const opened = await openSession();
    opened.config().edit('loss.lambda', 30);
    const { loss } = findPreset('playground')!.config;
    await bring(opened, [configuration({ loss: { ...loss, alpha: 0.3 } })]);
    expect(opened.config().config.loss).toMatchObject({ alpha: 0.3, lambda: loss.lambda });
    opened.message('configuration opened')!.action!.act();
    expect(opened.config().config.loss).toMatchObject({ alpha: loss.alpha, lambda: 30 });
    expect(opened.message('configuration opened')).toBeUndefined();
  });

  it('are named when several came or none can be used', async () => {
    const opened = await openSession();
    await bring(opened, [page('model.safetensors')]);
    expect(opened.message('files brought')?.text).toMatch(/model\.safetensors is a web page.*can be dropped/);
    await bring(opened, [batch('a'), weights('w')]);
    expect(opened.message('files brought')?.text).toBe('Taken: a, the weights w.');
    expect(opened.run().weights?.file.name).toBe('w');
  });

  it('are one file where they are all parts of one, and missing ones are named', async () => {
    const opened = await openSession();
    await bring(opened, [list(), weights('one.safetensors'), weights('two.safetensors', 'b')]);
    const { file: whole } = opened.run().weights!;
    expect(whole.name).toBe('model.safetensors');
    const { tensors } = readSafetensors(new Uint8Array(await whole.arrayBuffer()));
    expect(Object.keys(tensors)).toEqual(['a', 'b']);

    opened.session.dismissWeights();
    await bring(opened, [list(), weights('one.safetensors')]);
    const { text } = opened.message('loading weights')!;
    expect(text).toContain('One of the 2 parts');
    expect(text).toContain('"two.safetensors"');
    expect(opened.run().weights).toBeNull();
  });

  it('are looked at where they are a model and an image or two, and a training goes on meanwhile', async () => {
    const opened = await openSession();
    const looked = () => opened.session.lookMode.store.getState();
    await opened.session.train();
    await settle(100);
    await bring(opened, [weights('w'), image('1.png')]);
    expect(looked()).toMatchObject({ isOn: true, model: { file: { name: 'w' } } });
    expect(opened.run()).toMatchObject({ phase: 'running', weights: null, question: null });
    expect(opened.calls.loadWeights).not.toHaveBeenCalled();
    // This image has no pixels.
    expect(opened.message('photo')?.text).toContain('"1.png" cannot be read as an image');
  });

  it('are a data set and where a run starts, where they are a model and more images', async () => {
    const opened = await openSession();
    await bring(opened, ['1', '2', '3'].map(image).concat(weights('w')));
    expect(opened.session.lookMode.store.getState().isOn).toBe(false);
    expect(opened.run()).toMatchObject({ weights: { file: { name: 'w' } }, data: { name: 'Chosen files' } });
  });
});
