import { describe, expect, it } from 'vitest';
import { createConfigStore } from './configStore';
import { FIRST_DRAFT, planOf, type SweepDraft } from './sweepDraft';

const panels = (change: (edit: (path: string, value: unknown) => void) => void = () => undefined) => {
  const store = createConfigStore();
  change(store.getState().edit);
  return store.getState();
};
const plan = (draft: Partial<SweepDraft>, state = panels()) => planOf({ ...FIRST_DRAFT, ...draft }, state);
const alphas = ({ points }: ReturnType<typeof plan>) =>
  points.map((point) => ('config' in point && point.baseline === undefined ? point.config.loss.alpha : null));

describe('what a draft comes to', () => {
  it('is the paper’s α over three seeds at first, with two baselines', () => {
    const { points, problem } = plan({});
    expect(problem).toBeUndefined();
    expect(points.filter(({ baseline }) => baseline === undefined)).toHaveLength(3 * 5);
    const baselines = points.flatMap(({ baseline }) => baseline ?? []);
    expect(new Set(baselines)).toEqual(new Set(['random', 'pixels']));
    expect(alphas(plan({ seeds: '1', baselines: [] }))).toEqual([0, 0.5, 0.75, 0.9, 1]);
  });

  it('takes ranges, and every combination of two fields', () => {
    const axes = [
      { path: 'loss.alpha', text: '0..1 step 0.5' },
      { path: 'run.batch', text: '16, 32' },
    ];
    const { points } = plan({ axes, seeds: '1', baselines: [] });
    expect(points.map(({ label }) => label)).toContain('α = 0.5, Batch = 16');
    expect(points).toHaveLength(6);
  });

  it('shortens the warm-up with the runs', () => {
    const state = panels((edit) => {
      edit('run.length', 1000);
      edit('optim.warmup', 100);
    });
    const [point] = plan({ length: 50 }, state).points;
    expect(point).toMatchObject({ config: { run: { length: 50 }, optim: { warmup: 5 } } });
  });

  it('is nothing while values, seeds or probes are wrong, each said where it is', () => {
    const axes = [{ path: 'loss.alpha', text: '0, two' }];
    expect(plan({ axes })).toMatchObject({ axisProblems: [expect.stringContaining('two')], points: [] });
    expect(plan({ seeds: 'many' })).toMatchObject({ axisProblems: [undefined], points: [] });
    expect(plan({ seeds: 'many' }).seedProblem).toContain('many');
    expect(plan({ probes: [] }).problem).toBe('Choose at least one probe.');
  });

  it('is nothing while a setting is refused, or no point can be run', () => {
    const refused = panels((edit) => edit('run.batch', 1));
    expect(plan({}, refused).problem).toMatch(/^Correct this in the settings first\. Batch: /);
    const axes = [{ path: 'views.crops.0.size', text: '63, 65' }];
    const { problem, points } = plan({ axes, baselines: [] });
    expect(problem).toContain('stride');
    expect(points).toEqual([]);
  });

  it('keeps a point that cannot be run beside those that can, with its reason', () => {
    const axes = [{ path: 'views.crops.0.size', text: '63, 64' }];
    const { points, problem } = plan({ axes, baselines: [], seeds: '1' });
    expect(problem).toBeUndefined();
    expect(points.map((point) => 'problem' in point)).toEqual([true, false]);
  });
});
