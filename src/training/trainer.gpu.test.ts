import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Computer } from '../compute/computer';
import { openSharedDevice } from '../gpu/testing/sharedDevice';
import { readCheckpoint, weightsOfCheckpoint } from './checkpoint';
import { longTinyConfig as config, watchedTrainer } from './testing/watchedTrainer';
import type { Trainer } from './trainer';

let device: Computer;
const ready = (everySeconds: number) => watchedTrainer(device, everySeconds);
beforeEach(async () => {
  device = await openSharedDevice();
});
afterEach(() => device.close());

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
