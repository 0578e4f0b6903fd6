import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openSession, settle } from '../testing/openSession';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe('more files of a source that has some', () => {
  const answered = async (opened: Awaited<ReturnType<typeof openSession>>, answer: () => void) => {
    const choosing = opened.session.chooseFiles('cifar10', [new File(['b'], 'b.bin')]);
    await settle();
    answer();
    await settle();
    await choosing;
  };
  const chosen = async () => {
    const opened = await openSession();
    await opened.session.chooseFiles('cifar10', [new File(['a'], 'a.bin')]);
    await settle();
    return opened;
  };
  const names = ({ run }: Awaited<ReturnType<typeof openSession>>) =>
    run().files.cifar10.map(({ name }) => name);

  it('are added when that is chosen, and from then on without a question', async () => {
    const opened = await chosen();
    await answered(opened, () => opened.run().question!.answer(true));
    expect(names(opened)).toEqual(['a.bin', 'b.bin']);
    expect(opened.run().data?.count).toBe(20_000);
    const more = opened.session.chooseFiles('cifar10', [new File(['c'], 'c.bin')]);
    await settle();
    await more;
    expect(opened.run().question).toBeNull();
    expect(names(opened)).toEqual(['a.bin', 'b.bin', 'c.bin']);
    opened.session.decideMoreFiles('replace');
    await opened.session.chooseFiles('cifar10', [new File(['d'], 'd.bin')]);
    expect(names(opened)).toEqual(['d.bin']);
  });

  it('replace them when that is chosen', async () => {
    const opened = await chosen();
    await answered(opened, () => {
      const { question } = opened.run();
      question!.other!.choose();
      question!.answer(true);
    });
    expect(names(opened)).toEqual(['b.bin']);
    expect(opened.run().moreFiles).toBe('replace');
  });

  it('change nothing when the question is closed, which is asked again', async () => {
    const opened = await chosen();
    await answered(opened, () => opened.run().question!.answer(false));
    expect(names(opened)).toEqual(['a.bin']);
    expect(opened.run().moreFiles).toBeNull();
  });

  it('are named when they are chosen already, and nothing is loaded', async () => {
    const opened = await chosen();
    opened.session.decideMoreFiles('add');
    const [same] = opened.run().files.cifar10;
    const { length } = opened.calls.loadData.mock.calls;
    await opened.session.trainOn('cifar10', [same!]);
    expect(opened.message('files chosen already')?.text).toBe('This file is chosen already.');
    expect(opened.calls.loadData.mock.calls).toHaveLength(length);
  });
});

describe('loading that is cancelled', () => {
  const LARGE = [new File(['x'], 'large.bin')];
  const cancelled = async (
    { session, run }: Awaited<ReturnType<typeof openSession>>,
    begin: Promise<void>,
  ) => {
    await settle();
    expect(run().phase).toBe('loading');
    await session.cancelLoad();
    await settle();
    await begin;
  };

  it('leaves a running training, its settings and its data as they were', async () => {
    const opened = await openSession();
    await opened.session.train();
    await settle(200);
    const { config } = opened.config();
    const { data } = opened.run();
    await cancelled(opened, opened.session.trainOn('cifar10', LARGE));
    expect(opened.run()).toMatchObject({ phase: 'running', data, filesPending: false, messages: [] });
    expect(opened.config().config).toEqual(config);
    expect(opened.run().files.cifar10).toEqual([]);
  });

  it('leaves a page without files as it was', async () => {
    const opened = await openSession();
    opened.config().edit('data.source', 'cifar10');
    await settle();
    expect(opened.run().needsFiles).toBe(true);
    await cancelled(opened, opened.session.chooseFiles('cifar10', LARGE));
    expect(opened.run()).toMatchObject({ needsFiles: true, messages: [], failure: null });
    expect(opened.run().files.cifar10).toEqual([]);
    await opened.session.chooseFiles('cifar10', [new File(['x'], 'small.bin')]);
    await settle();
    expect(opened.run()).toMatchObject({ phase: 'ready', needsFiles: false });
  });

  it('does nothing while nothing is loading', async () => {
    const { session, run } = await openSession();
    await session.cancelLoad();
    expect(run().phase).toBe('ready');
  });
});
