import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { describeConfig } from '../../config/describe';
import { findPreset } from '../../config/presets';
import { openSession, settle } from '../testing/openSession';
import { createConfigHistory } from './configHistory';
import { createConfigStore } from './configStore';
import { isLockedBy, lockedMessage } from './locks';
import { FIRST_DRAFT, planOf } from './sweepDraft';

const CONFIG = findPreset('playground')!.config;

function lockedStore(...fields: string[]) {
  const refused: string[] = [];
  const store = createConfigStore(CONFIG, {
    fields,
    onRefused: (found) => refused.push(...found.map(({ path }) => path)),
  });
  return { store, refused, panels: () => store.getState() };
}

describe('a lock', () => {
  it('is of a field, of a group, or of all', () => {
    expect(isLockedBy(['loss.alpha'], 'loss.alpha')).toBe(true);
    expect(isLockedBy(['loss'], 'loss.alpha')).toBe(true);
    expect(isLockedBy(['all'], 'run.seed')).toBe(true);
    expect(isLockedBy(['loss.alpha', 'run.b'], 'run.batch')).toBe(false);
  });

  it('says which fields stood against a change, and leads out', () => {
    const act = vi.fn();
    const fields = describeConfig(CONFIG).filter(({ path }) => path.startsWith('loss.'));
    const { text, action } = lockedMessage(fields.slice(0, 1), act);
    expect(text).toBe(
      'Global weight α is locked by this link. Nothing was changed, as it would have changed too.',
    );
    expect(lockedMessage(fields, act).text).toMatch(
      /^Global weight α, Invariance λ, Variance μ and \d+ more are locked by this link\. .* as they would/,
    );
    action!.act();
    expect(act).toHaveBeenCalledOnce();
  });
});

describe('a locked field', () => {
  it('is not changed by an edit, a refused value included, and the others are', () => {
    const { panels, refused } = lockedStore('loss');
    panels().edit('loss.alpha', 0.1);
    panels().edit('loss.alpha', 'much');
    panels().edit('run.batch', 4);
    expect(panels().config.loss).toEqual(CONFIG.loss);
    expect(panels().rejected).toEqual({});
    expect(panels().config.run.batch).toBe(4);
    expect(refused).toEqual(['loss.alpha']);
  });

  it('is not changed by what holds it, as another family of backbones or fewer crops', () => {
    const { panels, refused } = lockedStore('model.backbone.widths', 'views.crops');
    panels().edit('model.backbone', findPreset('playground-convnext')!.config.model.backbone);
    panels().edit('views.crops', [...CONFIG.views.crops, CONFIG.views.crops[0]]);
    expect(panels().config).toBe(CONFIG);
    expect(refused).toContain('views.crops.1.size');
  });

  it('is not changed by a preset or a configuration, which are taken over whole or not at all', () => {
    const { panels, refused } = lockedStore('run.batch');
    panels().startFrom('cifar10-minutes');
    panels().replace({ ...CONFIG, run: { ...CONFIG.run, batch: 2 } });
    panels().restore({ ...panels(), config: { ...CONFIG, run: { ...CONFIG.run, batch: 2, seed: 3 } } });
    expect(panels().config).toBe(CONFIG);
    expect(refused).toEqual(['run.batch', 'run.batch', 'run.batch']);
    panels().replace({ ...CONFIG, run: { ...CONFIG.run, seed: 3 } });
    expect(panels().config.run.seed).toBe(3);
  });

  it('stays through undo and redo of the others', () => {
    const { store, panels } = lockedStore('loss.alpha');
    const history = createConfigHistory(store);
    panels().edit('loss.alpha', 0.1);
    panels().edit('loss.lambda', 5);
    history.undo();
    history.undo();
    expect(panels().config.loss).toEqual(CONFIG.loss);
    history.redo();
    expect(panels().config.loss).toEqual({ ...CONFIG.loss, lambda: 5 });
  });

  it('cannot be swept', () => {
    const { panels } = lockedStore('loss');
    const plan = planOf(FIRST_DRAFT, panels());
    expect(plan).toMatchObject({ axisProblems: ['This field is locked by this link.'], points: [] });
  });
});

describe('a session of a locked page', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    vi.stubGlobal('navigator', { userAgent: 'A browser' });
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it('takes over no configuration, no run of others, no smaller batch, no slower rate, no other images', async () => {
    const { session, config, message, calls } = await openSession({}, {}, undefined, { config: CONFIG }, [
      'run.batch',
      'optim',
      'data',
    ]);
    session.openConfig(findPreset('cifar10-minutes')!.config, 'a file');
    await session.goOnWithBatch(2);
    await session.goOn(0.5);
    await session.chooseFiles('images', [new File([], 'a.png')]);
    expect(
      await session.loadWeights(new File([], 'a.pth'), { settings: [{ path: 'run.batch', value: 2 }] }),
    ).toBe(false);
    const { session: other } = await openSession();
    await other.step();
    await settle(200);
    const kept = { runId: 'other', start: null };
    expect(await session.openKept((await other.exportRun())!, kept)).toBe(false);
    expect(config().config).toBe(CONFIG);
    expect(session.run.getState().files.images).toEqual([]);
    expect(message('configuration opened')).toBeUndefined();
    expect(calls.resume).not.toHaveBeenCalled();
    expect(calls.loadWeights).not.toHaveBeenCalled();
    expect(session.run.getState().active?.optim.baseLr).toBe(CONFIG.optim.baseLr);
  });
});
