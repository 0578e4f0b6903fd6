import { expect, it } from 'vitest';
import { findNonFinite } from './stepReport';

it('advises 32-bit precision for a loss that is not finite where the run is in mixed precision only', () => {
  const remedyOf = (measures: Parameters<typeof findNonFinite>[0]) =>
    findNonFinite(measures, 12, 10)?.info.remedy;
  expect(remedyOf({ total: NaN })).not.toContain('32-bit');
  expect(remedyOf({ total: NaN, lossScale: 65536, skippedSteps: 0 })).toContain('32-bit');
  expect(remedyOf({ total: 20, lossScale: 65536, skippedSteps: 3 })).toBeUndefined();
});
