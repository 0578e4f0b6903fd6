import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Computer } from '../../../compute/computer';
import { openSharedDevice } from '../../testing/sharedDevice';
import { raggedErrors } from './testing/productError';
import { LARGE_SHARED, QUADS, REGISTERS, SMALL_SHARED } from './tiling';

let open: Computer;
beforeAll(async () => {
  open = await openSharedDevice({ onError: (failure) => console.error(failure.info.message) });
});
afterAll(() => open.close());

describe('a matrix product', () => {
  const tilings = {
    register: REGISTERS,
    'wide quad': QUADS[0]!,
    'narrow quad': QUADS[1]!,
    'large shared': LARGE_SHARED,
    'small shared': SMALL_SHARED,
  };
  // A software GPU compiles each shared tile for seconds; the ops that use them are compared too.
  const LEFT_OUT: Readonly<Record<string, boolean>> = { 'large shared': false, 'small shared': true };
  for (const [name, tiling] of Object.entries(tilings))
    for (const transposed of [false, true].filter((one) => one !== LEFT_OUT[name]))
      it(`${name} tiles${transposed ? ', transposed operands' : ''}, ragged sizes, whole and in parts`, async () => {
        for (const { error, most } of await raggedErrors(tiling, transposed))
          expect(error).toBeLessThan(most);
      });
});
