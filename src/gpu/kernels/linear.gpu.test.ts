import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Computer } from '../../compute/computer';
import { linear } from '../../ops/linear';
import { ADAPTERS, openTiledFor } from './adapters';
import { compareToComposed } from './compareToComposed';
import { registerGpuKernels } from './index';

/** Sums of a few hundred products in float32, in another order. */
const TOLERANCE = 1e-5;

describe.each(ADAPTERS)('the linear layer on kernels for %s, against its composition', (adapter) => {
  let open: Computer;
  beforeAll(async () => {
    open = await openTiledFor(adapter);
    registerGpuKernels();
  });
  afterAll(() => open.close());

  const sizes = [
    [1, 1, 1],
    [3, 17, 5],
    [65, 12, 33],
    [64, 48, 64],
    [700, 20, 9],
  ] as const;
  for (const [m, k, n] of sizes)
    for (const activation of ['none', 'relu', 'gelu'] as const)
      it(`${m}×${k} → ${n}, ${activation}`, async () => {
        const shapes = { x: [m, k], w: [n, k], ...(m === 3 ? {} : { b: [n] }) };
        const { error, worst, repeats } = await compareToComposed(linear as never, shapes, { activation });
        expect(error, worst).toBeLessThan(TOLERANCE);
        expect(repeats).toBe(true);
      });
});
