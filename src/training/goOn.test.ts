import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunConfig } from '../config/runConfig';
import { Failure } from '../failure';
import { readSafetensors } from '../formats/safetensors';
import type { Computer } from '../compute/computer';
import { nodeFiles } from '../wasm/nodeFiles';
import { openProcessor } from '../wasm/processor';
import type { TrainerEvent } from './events';
import { readCheckpoint, weightsOfCheckpoint } from './checkpoint';
import { tinyConfig, tinyImages } from './testing/tinyRun';
import { Trainer, type TrainerOptions } from './trainer';

/** @file How a training goes on: after a loss that is not finite, beyond its first length, from kept weights, or not at all. */

let processor: Computer;
beforeAll(async () => {
  processor = await openProcessor(nodeFiles());
});
afterAll(() => processor.close());

function watch(options: TrainerOptions = {}, lost?: Promise<Failure>) {
  const events: TrainerEvent[] = [];
  const device = { ...processor, ...(lost === undefined ? {} : { lost }) };
  let reached: () => void = () => undefined;
  let wanted: TrainerEvent['type'] | undefined;
  const trainer = new Trainer(
    device,
    (event) => {
      events.push(event);
      if (event.type === wanted) reached();
    },
    options,
  );
  const all = <T extends TrainerEvent['type']>(type: T) =>
    events.filter((event): event is Extract<TrainerEvent, { type: T }> => event.type === type);
  /** Resolves at the next event of a type. */
  const next = (type: TrainerEvent['type']) =>
    new Promise<void>((resolve) => {
      wanted = type;
      reached = resolve;
    });
  const losses = () => all('step').map(({ report }) => [report.step, report.loss.total]);
  const phase = () => all('phase').at(-1)?.phase;
  return { trainer, all, next, losses, phase };
}

async function ready(
  config: RunConfig = longConfig(),
  options: TrainerOptions = {},
  lost?: Promise<Failure>,
) {
  const watched = watch(options, lost);
  await watched.trainer.setData(tinyImages());
  await watched.trainer.configure(config);
  return watched;
}

const longConfig = (change: (config: RunConfig) => void = () => undefined) =>
  tinyConfig((config) => {
    Object.assign(config.run, { length: 40, snapshotEvery: 100 });
    change(config);
  });

const withRate = (baseLr: number) => longConfig(({ optim }) => void (optim.baseLr = baseLr));

/** A rate that makes numbers of any weights that a step later are none. */
const HUGE = 1e30;

describe('a training whose loss is not finite', () => {
  it('goes on from the last good step, with its optimiser and the rate asked for', async () => {
    const broken = await ready(withRate(0.2));
    await broken.trainer.step(3);
    broken.trainer.update(withRate(HUGE));
    await broken.trainer.step(10);
    const [failure] = broken.all('failure');
    expect(failure).toMatchObject({ failure: { code: 'loss_not_finite' } });
    const good = failure!.step!;
    expect(good).toBeGreaterThan(0);
    expect(good).toBeLessThanOrEqual(3);
    expect(broken.phase()).toBe('failed');

    broken.trainer.update(withRate(0.2));
    const before = broken.losses().length;
    await broken.trainer.goOn(0.5);
    await broken.trainer.pause();
    await broken.trainer.step(8 - good);
    expect(broken.all('config').at(-1)!.config.optim.baseLr).toBe(0.1);
    expect(broken.trainer.failure).toBeUndefined();

    const straight = await ready(withRate(0.2));
    await straight.trainer.step(good);
    straight.trainer.update(withRate(0.1));
    await straight.trainer.step(8 - good);
    expect(
      broken
        .losses()
        .slice(before)
        .slice(0, 8 - good),
    ).toEqual(straight.losses().slice(good));
    expect(straight.losses()).toHaveLength(8);
    expect(straight.losses().every(([, loss]) => Number.isFinite(loss))).toBe(true);
  });

  it('refuses a rate that is none', async () => {
    const { trainer } = await ready();
    await expect(trainer.goOn(NaN)).rejects.toMatchObject({ info: { code: 'config_invalid' } });
  });
});

describe('the length of a run', () => {
  it('may grow after its end: the training goes on, under the new schedule', async () => {
    const { trainer, all, phase, losses } = await ready(longConfig(({ run }) => void (run.length = 4)));
    await trainer.step(10);
    expect(phase()).toBe('finished');
    const longer = longConfig(({ run }) => void (run.length = 8));
    trainer.update(longer);
    expect(all('config').at(-1)).toMatchObject({ totalSteps: 8, config: longer });
    expect(phase()).toBe('paused');
    await trainer.step(10);
    expect(phase()).toBe('finished');
    expect(losses().map(([step]) => step)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    const rates = all('step').map(({ report }) => report.learningRate);
    // Half-way through the decay of 8 steps, where 4 were at its end.
    expect(rates[4]).toBeGreaterThan(rates[3]!);
    expect(rates[7]).toBeLessThan(rates[4]!);
  });

  it('may grow and shrink while it trains', async () => {
    const { trainer, next, losses, phase } = await ready(longConfig(({ run }) => void (run.length = 6)));
    const begun = next('step');
    trainer.train();
    await begun;
    trainer.update(longConfig(({ run }) => void (run.length = 9)));
    await trainer.step(0);
    trainer.update(longConfig(({ run }) => void (run.length = 9)));
    await trainer.step(20);
    expect(losses().at(-1)![0]).toBe(9);
    trainer.update(longConfig(({ run }) => void (run.length = 3)));
    expect(phase()).toBe('finished');
  });
});

describe('what a training tells', () => {
  it('is the progress of every step, whatever the reports', async () => {
    const { trainer, all } = await ready(longConfig(({ run }) => void (run.reportEvery = 5)));
    await trainer.step(7);
    expect(all('progress').map(({ step }) => step)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(all('progress').every(({ stepsPerSecond }) => stepsPerSecond > 0)).toBe(true);
    expect(all('progress').every(({ cost }) => cost!.hostMilliseconds > 0)).toBe(true);
    expect(all('step').map(({ report }) => report.step)).toEqual([1, 5]);
  });

  it('is the weights: soon after the first good step, then at intervals, and at rest', async () => {
    const { trainer, all } = await ready(longConfig(), { checkpoints: { everySeconds: 1e6 } });
    await trainer.step(12);
    const steps = all('checkpoint').map(({ step }) => step);
    expect(steps).toHaveLength(2);
    expect(steps[0]).toBeLessThanOrEqual(3);
    expect(steps[1]).toBe(12);
    const { file } = all('checkpoint').at(-1)!;
    expect(weightsOfCheckpoint(file)).toEqual(await trainer.exportWeights());
    await trainer.pause();
    expect(all('checkpoint')).toHaveLength(2);

    const often = await ready(longConfig(), { checkpoints: { everySeconds: 0 } });
    await often.trainer.step(12);
    expect(often.all('checkpoint').length).toBeGreaterThan(3);
  });

  it('is weights that were good: those of a step before the one whose loss is not finite', async () => {
    const { trainer, all } = await ready(withRate(HUGE), { checkpoints: { everySeconds: 0 } });
    await trainer.step(20);
    expect(all('failure')).toHaveLength(1);
    for (const { file } of all('checkpoint'))
      for (const { data } of Object.values(readSafetensors(file).tensors))
        expect((data as Float32Array).every((value) => Math.abs(value) < 1e3)).toBe(true);
  });

  it('does not change what is trained', async () => {
    const [often, never] = [
      await ready(longConfig(), { checkpoints: { everySeconds: 0 } }),
      await ready(longConfig(), { checkpoints: { everySeconds: Infinity } }),
    ];
    for (const { trainer } of [often, never]) await trainer.step(25);
    expect(often.losses()).toEqual(never.losses());
    expect(never.all('checkpoint').length).toBeLessThan(3);
  });
});

it('a run goes on at a step from weights that were kept', async () => {
  const first = await ready();
  await first.trainer.step(5);
  const { file } = first.all('checkpoint').at(-1)!;
  const again = watch();
  await again.trainer.setData(tinyImages());
  await again.trainer.resume(readCheckpoint(file));
  expect(again.all('run').at(-1)).toMatchObject({ step: 5, totalSteps: 40 });
  expect(again.phase()).toBe('paused');
  expect((await again.trainer.exportCheckpoint()).file).toEqual(file);
  await again.trainer.step(2);
  expect(again.losses().map(([reported]) => reported)).toEqual([6, 7]);
  await again.trainer.reset();
  expect(again.phase()).toBe('ready');
});

describe('a device that is lost', () => {
  const gone = new Failure({ code: 'device_lost', message: 'Gone.' });

  it('ends the training and everything that is asked for with its name', async () => {
    let lose!: (failure: Failure) => void;
    const lost = new Promise<Failure>((resolve) => (lose = resolve));
    const { trainer, all, phase, next } = await ready(longConfig(), {}, lost);
    const begun = next('step');
    trainer.train();
    await begun;
    lose(gone);
    await next('failure');
    expect(phase()).toBe('failed');
    expect(trainer.failure).toBe(gone);
    expect(() => trainer.train()).toThrow(gone);
    await trainer.pause();
    for (const command of [
      () => trainer.reset(),
      () => trainer.step(1),
      () => trainer.configure(longConfig()),
      () => trainer.exportWeights(),
      () => trainer.showImage(1),
      () => trainer.goOn(1),
    ])
      await expect(command()).rejects.toBe(gone);
    expect(all('failure').map(({ failure }) => failure.code)).toEqual(['device_lost']);
    expect(phase()).toBe('failed');
  });

  it('is named instead of an error that it caused, and that was there first', async () => {
    let lose!: (failure: Failure) => void;
    const lost = new Promise<Failure>((resolve) => (lose = resolve));
    const { trainer, all, phase } = await ready(longConfig(), {}, lost);
    const { run } = (trainer as unknown as { training: { run: { advance(): unknown } } }).training;
    run.advance = () => {
      setTimeout(() => lose(gone));
      throw new Error("Failed to execute 'mapAsync' on 'GPUBuffer'");
    };
    await expect(trainer.step(1)).rejects.toBe(gone);
    expect(all('failure').map(({ failure }) => failure.code)).toEqual(['device_lost']);
    expect(phase()).toBe('failed');
  });

  it('ends a call that would hang', async () => {
    let lose!: (failure: Failure) => void;
    const lost = new Promise<Failure>((resolve) => (lose = resolve));
    const { trainer, phase } = await ready(longConfig(), {}, lost);
    const { run } = (trainer as unknown as { training: { run: { advance(): unknown } } }).training;
    run.advance = () => ({ step: 1, measures: new Promise(() => undefined) });
    const stepped = trainer.step(1);
    const paused = trainer.pause();
    lose(gone);
    await expect(stepped).rejects.toBe(gone);
    await paused;
    await expect(trainer.reset()).rejects.toBe(gone);
    expect(phase()).toBe('failed');
  });
});

describe('what is refused', () => {
  it('leaves the run and its phase as they were', async () => {
    const { trainer, phase, losses } = await ready();
    await trainer.step(2);
    const tooLarge = longConfig(({ run }) => void (run.batch = 1000));
    await expect(trainer.configure(tooLarge)).rejects.toMatchObject({ info: { code: 'config_invalid' } });
    expect(phase()).toBe('paused');
    await trainer.step(1);
    expect(losses().at(-1)![0]).toBe(3);
  });

  it('leaves no phase of setting up where there is no run', async () => {
    const { trainer, phase } = watch();
    await expect(trainer.configure(longConfig())).rejects.toMatchObject({ info: { code: 'data_missing' } });
    expect(phase()).toBe('failed');
  });
});

it('training again while the last steps of a pause are under way goes on', async () => {
  const { trainer, next, losses, phase } = await ready(longConfig(({ run }) => void (run.length = 8)));
  const begun = next('step');
  trainer.train();
  await begun;
  const paused = trainer.pause();
  trainer.train();
  await paused;
  await next('checkpoint');
  expect(losses().at(-1)![0]).toBeLessThanOrEqual(8);
  expect(['running', 'finished']).toContain(phase());
});
