import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Computer } from '../../compute/computer';
import { CASES } from '../../ops/cases';
import type { OpCases } from '../../ops/cases/opCases';
import { COMPOSED } from '../../ops/kernels';
import { compareToComposed } from '../../ops/testing/compareToComposed';
import { ADAPTERS, openSharedDevice } from '../testing/sharedDevice';
import { WEBGPU_KERNELS } from './index';

describe.each(ADAPTERS)('ops on kernels for %s, against their compositions', (adapter) => {
  let open: Computer;
  beforeAll(async () => {
    open = await openSharedDevice({ tiledFor: adapter });
  });
  afterAll(() => open.close());

  for (const [name, cases] of Object.entries<OpCases>(CASES)) {
    if (WEBGPU_KERNELS[name as keyof typeof CASES] === COMPOSED) continue;
    for (const [size, at] of Object.entries(cases.sizes))
      it(`${name}, ${size}`, async () => {
        const compared = await compareToComposed(cases, at, { backend: 'webgpu' });
        expect(compared.error, compared.worst).toBeLessThanOrEqual(cases.tolerance);
        expect(compared.repeats).toBe(true);
        expect(compared.inPlace).toBe(cases.updates === undefined ? undefined : true);
      });
  }
});
