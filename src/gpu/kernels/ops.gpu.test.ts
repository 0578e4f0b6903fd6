import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Computer } from '../../compute/computer';
import { CASES } from '../../ops/cases';
import { COMPOSED } from '../../ops/kernels';
import { ADAPTERS, openTiledFor } from './adapters';
import { compareAt } from './compareToComposed';
import { WEBGPU_KERNELS } from './index';

describe.each(ADAPTERS)('ops on kernels for %s, against their compositions', (adapter) => {
  let open: Computer;
  beforeAll(async () => {
    open = await openTiledFor(adapter);
  });
  afterAll(() => open.close());

  for (const [name, cases] of Object.entries(CASES)) {
    if (WEBGPU_KERNELS[name as keyof typeof CASES] === COMPOSED) continue;
    for (const [size, at] of Object.entries(cases.sizes))
      it(`${name}, ${size}`, async () => {
        const compared = await compareAt(cases, at);
        expect(compared.error, compared.worst).toBeLessThan(cases.tolerance);
        expect(compared.repeats).toBe(true);
      });
  }
});
