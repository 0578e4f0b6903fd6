import type { Computer } from '../../compute/computer';
import type { RunConfig } from '../../config/runConfig';
import type { TrainerEvent } from '../events';
import { Trainer } from '../trainer';
import { tinyConfig, tinyImages } from './tinyRun';

/** The tiny run, longer than any test trains it. */
export const longTinyConfig = (change: (config: RunConfig) => void = () => undefined) =>
  tinyConfig((tiny) => {
    Object.assign(tiny.run, { length: 100, snapshotEvery: 100 });
    change(tiny);
  });

/** A trainer that is set up to train `longTinyConfig`, with all that it tells. @param everySeconds between checkpoints */
export async function watchedTrainer(
  computer: Computer,
  everySeconds: number,
  listener: (event: TrainerEvent) => void = () => undefined,
) {
  const events: TrainerEvent[] = [];
  const trainer = new Trainer(
    computer,
    (event) => {
      events.push(event);
      listener(event);
    },
    { checkpoints: { everySeconds } },
  );
  await trainer.setData(tinyImages());
  await trainer.configure(longTinyConfig());
  const losses = () =>
    events.flatMap((event) => (event.type === 'step' ? [[event.report.step, event.report.loss.total]] : []));
  return { trainer, events, losses };
}
