import { CommanderError } from 'commander';
import { describe, expect, it } from 'vitest';
import { failureInfo } from '../../failure';
import { optionError } from '../process/optionErrors';
import { SWEEP_LINE, type SweepOptions } from './options';
import { planFrom } from './plan';

const needed = ['--data', 'synthetic', '--out', 'x'];
const plan = (...args: string[]) => planFrom(SWEEP_LINE.parse([...needed, ...args]) as SweepOptions);

function refusal(...args: string[]): string {
  try {
    SWEEP_LINE.parse(args);
  } catch (error) {
    return optionError(error as CommanderError, SWEEP_LINE.parser());
  }
  throw new Error(`${args.join(' ')} was taken`);
}

describe('SWEEP_LINE', () => {
  it.each([
    [['--out', 'x'], /^--data is missing: "synthetic", a CIFAR.* npm run sweep -- --help/],
    [['--data', 'synthetic'], /^--out is missing/],
    [[...needed, '--jobs', '0'], /--jobs.*from 1 to 64/],
    [[...needed, '--steps', '1.5'], /--steps.*whole number/],
    [[...needed, '--probe', 'linear,guess'], /probes are linear, knn/],
    [[...needed, '--baseline', 'luck'], /baselines are random, pixels, supervised/],
    [[...needed, '--sets', 'x'], /^There is no option --sets; there are --data/],
    [[...needed, 'more'], /word too many/],
  ])('refuses %j in one line', (args, words) => {
    const message = refusal(...args);
    expect(message).toMatch(words);
    expect(message).not.toContain('\n');
  });

  it('asks for nothing but the folder where a sweep is collected', () => {
    expect(SWEEP_LINE.parse(['--collect', 'x'])).toEqual({ collect: 'x' });
  });

  it('takes baselines and probes in the order in which they are shown', () => {
    expect(
      SWEEP_LINE.parse([...needed, '--baseline', 'pixels,random', '--probe', 'matching,knn']),
    ).toMatchObject({ baseline: ['random', 'pixels'], probe: ['knn', 'matching'] });
  });
});

describe('planFrom', () => {
  it('sweeps fields of several values and sets those of one', async () => {
    const { spec, steps } = await plan(
      ...['--set', 'loss.alpha=0..1 step 0.5', '--set', 'loss.lambda=10', '--set', 'run.seed=4'],
      ...['--set', 'model.backbone.layers=[2,2]', '--set', 'optim.optimizer=adamw,lars'],
      ...['--seeds', '2', '--steps', '7'],
    );
    expect(spec.axes).toEqual([
      { path: 'loss.alpha', values: [0, 0.5, 1] },
      { path: 'optim.optimizer', values: ['adamw', 'lars'] },
    ]);
    expect(spec.base).toMatchObject({ loss: { lambda: 10 }, model: { backbone: { layers: [2, 2] } } });
    expect(spec.seeds).toEqual([4, 5]);
    expect(steps).toBe(7);
  });

  it.each([
    [['--set', 'loss.beta=0,1'], /^--set loss\.beta=0,1: There is no field "loss\.beta"/],
    [['--set', 'loss.alpha=0,2'], /^--set loss\.alpha=0,2: 2: must be at most 1\.$/],
    [['--set', 'loss.alpha=2'], /loss\.alpha must be at most 1/],
    [['--set', 'run.seed=1,2'], /no field "run\.seed"/],
    [['--seeds', 'some'], /^--seeds "some"/],
    [['--preset', 'none'], /no preset "none"/],
  ])('says what is wrong with %j', async (args, words) => {
    const { code, message } = await plan(...args).then(() => ({ code: '', message: 'taken' }), failureInfo);
    expect(message).toMatch(words);
    expect(code).toBe('config_invalid');
  });
});
