import { z } from '../../zod';
import { locationGrid } from '../../augment/locationGrid';
import { size } from './configFields';
import { tolerances, type ParityContext } from './context';

const config = z.strictObject({
  cases: z.array(
    z.strictObject({
      /** Top, left, height and width of the crop, height and width of the image. */
      location: z.tuple([z.int(), z.int(), size, size, size, size]),
      N: size,
      flip: z.boolean(),
    }),
  ),
});

/** Cell centres of crops in pixels of the source image. */
export function grid(context: ParityContext): void {
  const { fixture, comparison } = context;
  const limit = tolerances('grid', context);
  fixture.config(config).cases.forEach(({ location: [top, left, height, width], N, flip }, index) => {
    const name = `case/${index}/grid`;
    const actual = locationGrid({ top, left, height, width }, N, N, flip);
    comparison.relative(name, actual, fixture.values(name, 'F32'), limit.locations);
  });
}
