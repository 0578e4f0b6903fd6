import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Computer } from '../../../compute/computer';
import { openSharedDevice } from '../../testing/sharedDevice';
import { PRODUCT_TILINGS } from '../../tilings/products';
import { raggedErrors } from './testing/productError';

let open: Computer;
beforeAll(async () => {
  open = await openSharedDevice();
});
afterAll(() => open.close());

describe('every tiling that a product may have', () => {
  const named = PRODUCT_TILINGS.map((tiling) => [Object.values(tiling).join(' '), tiling] as const);
  it.each(named)('%s', async (_, tiling) => {
    for (const transposed of [false, true])
      for (const { error, most } of await raggedErrors(tiling, transposed)) expect(error).toBeLessThan(most);
  });
});
