import { z } from '../../zod';
import { learningRate } from '../../optim/schedule';
import { provenance, size } from './configFields';
import { tolerances, type ParityContext } from './context';

const config = z.strictObject({
  cases: z.array(
    z.strictObject({
      batch_size: size,
      base_lr: z.number(),
      end_lr_ratio: z.number(),
      total_steps: size,
      warmup_steps: z.int().min(0),
    }),
  ),
  note: provenance,
});

/** Learning rates of every step, and of some beyond the end. */
export function schedule(context: ParityContext): void {
  const { fixture, comparison } = context;
  const limit = tolerances('schedule', context);
  fixture.config(config).cases.forEach((entry, index) => {
    const name = `case/${index}/lr`;
    const expected = fixture.values(name, 'F64');
    const actual = Array.from(expected, (_, step) =>
      learningRate(step, {
        batchSize: entry.batch_size,
        baseLr: entry.base_lr,
        endLrRatio: entry.end_lr_ratio,
        totalSteps: entry.total_steps,
        warmupSteps: entry.warmup_steps,
      }),
    );
    comparison.relative(name, actual, expected, limit.rate);
  });
}
