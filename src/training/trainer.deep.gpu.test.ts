import { expect, it } from 'vitest';
import { currentBackend } from '../gpu/backendView';
import { openDevice } from '../gpu/device';
import { watchedTrainer } from './testing/watchedTrainer';

it('a device that is destroyed while it trains is named once, and no command hangs', async () => {
  const device = await openDevice(navigator.gpu);
  const gpu = currentBackend().device;
  let destroy = false;
  const { trainer, events } = await watchedTrainer(device, 0, (event) => {
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
  device.close();
});
