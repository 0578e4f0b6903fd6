import { afterEach, beforeEach, expect, it } from 'vitest';
import type { RunConfig } from '../config/runConfig';
import type { Computer } from '../compute/computer';
import { currentBackend } from '../gpu/backendView';
import { openDevice } from '../gpu/device';
import { openSharedDevice } from '../gpu/testing/sharedDevice';
import { readCheckpoint, weightsOfCheckpoint } from './checkpoint';
import type { TrainerEvent } from './events';
import { tinyConfig, tinyImages } from './testing/tinyRun';
import { Trainer } from './trainer';

let device: Computer;
beforeEach(async () => {
  device = await openSharedDevice();
});
afterEach(() => device.close());

const config = (change: (config: RunConfig) => void = () => undefined) =>
  tinyConfig((tiny) => {
    Object.assign(tiny.run, { length: 100, snapshotEvery: 100 });
    change(tiny);
  });

async function ready(everySeconds: number, listener: (event: TrainerEvent) => void = () => undefined) {
  const events: TrainerEvent[] = [];
  const trainer = new Trainer(
    device,
    (event) => {
      events.push(event);
      listener(event);
    },
    { checkpoints: { everySeconds } },
  );
  await trainer.setData(tinyImages());
  await trainer.configure(config());
  const losses = () =>
    events.flatMap((event) => (event.type === 'step' ? [[event.report.step, event.report.loss.total]] : []));
  return { trainer, events, losses };
}

it('weights that are read back beside recorded steps are those of their step, and change no loss', async () => {
  const often = await ready(0);
  await often.trainer.step(30);
  const kept = often.events.flatMap((event) => (event.type === 'checkpoint' ? [event] : []));
  expect(kept.length).toBeGreaterThan(2);
  const { step, file } = kept.at(-2)!;
  expect(step).toBeLessThan(30);

  const never = await ready(Infinity);
  await never.trainer.step(step);
  expect(weightsOfCheckpoint(file)).toEqual(await never.trainer.exportWeights());
  await never.trainer.step(30 - step);
  expect(often.losses()).toEqual(never.losses());
});

it.each(['float32', 'mixed'] as const)(
  'a run of recorded steps in %s goes on from a checkpoint as if nothing had been, to the bit',
  async (precision) => {
    const run = config(({ optim }) => void (optim.precision = precision));
    const state = async (trainer: Trainer) => {
      const { seconds, ...checkpoint } = readCheckpoint((await trainer.exportCheckpoint()).file);
      expect(seconds).toBeGreaterThan(0);
      return checkpoint;
    };
    const whole = await ready(Infinity);
    await whole.trainer.configure(run);
    await whole.trainer.step(6);
    const { file } = await whole.trainer.exportCheckpoint();
    await whole.trainer.step(6);

    const later = await ready(Infinity);
    await later.trainer.resume(readCheckpoint(file));
    await later.trainer.step(6);
    const [resumed, undisturbed] = [await state(later.trainer), await state(whole.trainer)];
    expect(resumed).toEqual(undisturbed);
    expect('loss_scale' in resumed.optimizer).toBe(precision === 'mixed');
  },
);

it('a training whose loss is not finite goes on from the last good step', async () => {
  const { trainer, events, losses } = await ready(Infinity);
  await trainer.step(24);
  trainer.update(config(({ optim }) => void (optim.baseLr = 1e30)));
  await trainer.step(20);
  expect(trainer.failure?.info.code).toBe('loss_not_finite');
  const good = events.flatMap((event) => (event.type === 'failure' ? [event.step!] : []))[0]!;
  expect(good).toBeGreaterThanOrEqual(20);
  trainer.update(config());
  const before = losses();
  await trainer.goOn(0.5);
  await trainer.pause();
  await trainer.step(5);
  const after = losses().slice(before.length);
  expect(after[0]).toEqual(before.find(([step]) => step === good + 1));
  expect(after.length).toBeGreaterThanOrEqual(5);
  expect(after.every(([, loss]) => Number.isFinite(loss))).toBe(true);
});

it('a device that is destroyed while it trains is named once, and no command hangs', async () => {
  // Not the one that others go on with.
  device = await openDevice(navigator.gpu);
  const gpu = currentBackend().device;
  let destroy = false;
  const { trainer, events } = await ready(0, (event) => {
    if (event.type === 'checkpoint') destroy = true;
    if (destroy) gpu.destroy();
  });
  await expect(trainer.step(50)).rejects.toMatchObject({ info: { code: 'device_lost' } });
  for (const command of [() => trainer.reset(), () => trainer.exportWeights(), () => trainer.goOn(1)])
    await expect(command()).rejects.toMatchObject({ info: { code: 'device_lost' } });
  await trainer.pause();
  const failures = events.flatMap((event) => (event.type === 'failure' ? [event.failure.code] : []));
  expect(failures).toEqual(['device_lost']);
  expect(events.findLast((event) => event.type === 'phase')).toMatchObject({ phase: 'failed' });
});

it('an evaluation between recorded steps leaves them to the bit as they would have been', async () => {
  const evaluated = await ready(Infinity);
  await evaluated.trainer.step(4);
  const { report } = await evaluated.trainer.evaluate({ subject: 'weights', probes: ['knn', 'matching'] });
  expect(report.step).toBe(4);
  expect(report.knn!.top1).toBeGreaterThanOrEqual(0);
  await evaluated.trainer.step(4);

  const undisturbed = await ready(Infinity);
  await undisturbed.trainer.step(8);
  expect(evaluated.losses()).toEqual(undisturbed.losses());
});
