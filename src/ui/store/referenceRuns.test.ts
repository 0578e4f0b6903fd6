import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { goOnLabel } from '../shell/weightsText';
import { openSession as opened, settle } from '../testing/openSession';
import { UNDO_RESET } from './messages';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const FULL = new File(['x'], 'full.pth');
const textsOf = (messages: readonly { readonly text: string }[]) =>
  messages.map(({ text }) => text).join('\n');

describe('a full checkpoint of the reference', () => {
  it('starts a run from its weights, and offers to go on where it stopped', async () => {
    const { session, run } = await opened();
    await session.loadWeights(FULL);
    const { data, active, totalSteps } = run();
    const step = 3 * Math.ceil(data!.count / active!.run.batch);
    expect(run().step).toBe(0);
    expect(goOnLabel(run())).toBe(`Go on from step ${step} of ${totalSteps.toLocaleString('en')}`);
    expect(await session.goOnFromFile(FULL)).toBe(true);
    await settle(100);
    expect(run()).toMatchObject({ step, phase: 'paused', weights: null, reading: null });
    expect(textsOf(run().messages)).toContain(`full.pth goes on from step ${step} of`);
    await session.train();
    await settle(200);
    expect(run().step).toBeGreaterThan(step);
  });

  it('offers no such thing where a file has weights alone', async () => {
    const { session, run } = await opened();
    await session.loadWeights(new File(['x'], 'weights.pth'));
    expect(run().weights).not.toBeNull();
    expect(goOnLabel(run())).toBeNull();
  });

  it('gives the run that was there back', async () => {
    const { session, run } = await opened();
    await session.train();
    await settle(300);
    await session.pause();
    await settle(100);
    const { step } = run();
    await session.loadWeights(FULL);
    expect(await session.goOnFromFile(FULL)).toBe(true);
    await settle(100);
    expect(run().messages.some(({ key }) => key === UNDO_RESET)).toBe(true);
    await session.undoReset();
    await settle(100);
    expect(run().step).toBe(step);
  });

  it('is refused by a run of another optimiser; the settings that fit let it go on', async () => {
    const { session, run, config } = await opened();
    config().edit('optim.optimizer', 'lars');
    await settle(1000);
    await session.loadWeights(FULL);
    expect(await session.goOnFromFile(FULL)).toBe(false);
    const { text, action } = run().messages.find(({ failure }) => failure !== undefined)!;
    expect(text).toContain('AdamW');
    expect(run()).toMatchObject({ step: 0, reading: null });
    action!.act();
    await settle(1000);
    expect(run().active?.optim.optimizer).toBe('adamw');
    expect(run().step).toBeGreaterThan(0);
    expect(run().messages.some(({ failure }) => failure !== undefined)).toBe(false);
  });
});
