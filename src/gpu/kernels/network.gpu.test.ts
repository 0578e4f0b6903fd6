import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Computer } from '../../compute/computer';
import { ADAPTERS, openTiledFor } from './adapters';
import { compareToComposed } from './compareToComposed';
import { registerGpuKernels } from './index';
import { NETWORK_CASES, NETWORK_INPUTS } from './networkCases';

/** Sums of a few hundred products in float32, in another order. */
const TOLERANCE = 2e-5;

type Op = Parameters<typeof compareToComposed>[0];

describe.each(ADAPTERS)('ops of the networks on kernels for %s, against their compositions', (adapter) => {
  let open: Computer;
  beforeAll(async () => {
    open = await openTiledFor(adapter);
    registerGpuKernels();
  });
  afterAll(() => open.close());

  for (const [name, [op, shapes, attributes]] of Object.entries(NETWORK_CASES))
    it(name, async () => {
      const compared = await compareToComposed(op as Op, shapes, attributes ?? {}, NETWORK_INPUTS);
      expect(compared.error, compared.worst).toBeLessThan(TOLERANCE);
      expect(compared.repeats).toBe(true);
    });
});
