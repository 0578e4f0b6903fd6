import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Computer } from '../../../compute/computer';
import { CASES } from '../../../ops/cases';
import { USUAL_HALVES, type HalvesSize, type OpCases, type Size } from '../../../ops/cases/opCases';
import { COMPOSED } from '../../../ops/kernels';
import { compareToComposed } from '../../../ops/comparing/compareToComposed';
import { HALF_STORAGE, HALVES_TOLERANCE } from '../../halfStorage';
import { openSharedDevice, type TiledFor } from '../../testing/sharedDevice';
import { WEBGPU_KERNELS } from '../index';

/** Which sizes of an op are compared. */
export type Which = (name: string, cases: OpCases) => boolean;

export const everySize: Which = () => true;
/** What `npm test` compares of kernels that are tiled for hardware, see `OpCases.tiledSizes`. */
export const tiledSize: Which = (name, { tiledSizes }) => tiledSizes?.includes(name) ?? true;
/** What it leaves to the deep suite. */
export const otherSize: Which = (name, cases) => !tiledSize(name, cases);

function describeOn(title: string, adapter: TiledFor, tests: () => void): void {
  describe(title, () => {
    let open: Computer;
    beforeAll(async () => {
      open = await openSharedDevice({ tiledFor: adapter });
    });
    afterAll(() => open.close());
    tests();
  });
}

function chosen<S extends Size>(
  cases: OpCases,
  sizes: Readonly<Record<string, S>>,
  which: Which,
): [string, S][] {
  return Object.entries(sizes).filter(([size]) => which(size, cases));
}

/** Every op that has kernels against its composition, on kernels that are tiled for `adapter`. */
export function compareOps(adapter: TiledFor, which: Which): void {
  describeOn(`ops on kernels for ${adapter}, against their compositions`, adapter, () => {
    for (const [name, cases] of Object.entries<OpCases>(CASES)) {
      if (WEBGPU_KERNELS[name as keyof typeof CASES] === COMPOSED) continue;
      for (const [size, at] of chosen(cases, cases.sizes, which))
        it(`${name}, ${size}`, async () => {
          const compared = await compareToComposed(cases, at, { backend: 'webgpu' });
          expect(compared.error, compared.worst).toBeLessThanOrEqual(cases.tolerance);
          expect(compared.repeats).toBe(true);
          expect(compared.inPlace).toBe(cases.updates === undefined ? undefined : true);
        });
    }
  });
}

/** The same for tensors of halves. */
export function compareOpsOnHalves(adapter: TiledFor, which: Which): void {
  describeOn(`kernels for ${adapter} on halves, against their compositions`, adapter, () => {
    for (const [name, cases] of Object.entries<OpCases>(CASES))
      for (const [size, at] of chosen<HalvesSize>(cases, cases.halves ?? {}, which))
        it(`${name}, ${size}`, async () => {
          const { halves = USUAL_HALVES, results = ['y0', 'dx'] } = at;
          const compared = await compareToComposed(cases, at, {
            backend: 'webgpu',
            halves: { inputs: halves, storage: HALF_STORAGE },
          });
          expect(compared.error, compared.worst).toBeLessThan(HALVES_TOLERANCE);
          expect(compared.repeats).toBe(true);
          expect(compared.halves).toEqual(results);
        });
  });
}
