import { describe, expect, it } from 'vitest';
import { CASES } from '../../ops/cases';
import type { OpCases } from '../../ops/cases/opCases';
import { COMPOSED } from '../../ops/kernels';
import { compareToComposed } from '../../ops/comparing/compareToComposed';
import { WASM_KERNELS } from '../kernels';
import { processorTolerance } from '../kernels/tolerance';

/** @file Test support: the kernels of the build at hand against the ops' compositions. */

export type OpName = keyof typeof CASES;

/** All cases of these ops; tfjs's backend `wasm` must be open, with our kernels. */
export function describeOps(title: string, names: readonly OpName[]): void {
  describe(title, () => {
    for (const name of names) {
      const cases: OpCases = CASES[name];
      const runs = WASM_KERNELS[name] === COMPOSED ? 'composition' : 'kernels';
      const tolerance = processorTolerance(name, cases);
      for (const [size, at] of Object.entries(cases.sizes))
        it(`${name}, ${size}`, async () => {
          const compared = await compareToComposed(cases, at, { backend: 'wasm', runs });
          expect(compared.error, compared.worst).toBeLessThanOrEqual(tolerance);
          expect(compared.repeats).toBe(true);
        });
    }
  });
}
