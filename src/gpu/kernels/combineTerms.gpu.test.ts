import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDevice, type OpenDevice } from '../device';
import { combine, termName } from '../ops/combineTerms';
import { compareToComposed } from './compareToComposed';

let open: OpenDevice;
beforeAll(async () => {
  open = await openDevice(navigator.gpu);
});
afterAll(() => open.close());

it.each([1, 3, 40])('sums %i weighted terms as its composition does', async (count) => {
  const indices = Array.from({ length: count }, (_, index) => index);
  const shapes = Object.fromEntries(indices.map((index) => [termName(index), []]));
  const weights = indices.map((index) => 0.5 - index / 10);
  const { error, worst, repeats } = await compareToComposed(combine as never, shapes, { weights });
  expect(error, worst).toBeLessThan(1e-6);
  expect(repeats).toBe(true);
});
