import { describe, expect, it } from 'vitest';
import type { TilingValues, Tilings } from '../../config/tilings';
import { currentBackend, PLAIN_TRAITS, type DeviceTraits } from '../backendView';
import { onShapes } from '../shapes';
import { chooseTiling, notingTilings, withTiling } from './chooseTiling';
import { COLUMN_SUMS } from './columnSums';
import { DEPTHWISE_CONVS, DEPTHWISE_FILTERS } from './depthwise';
import type { TilingFamily } from './family';
import { GRAMS } from './grams';
import { LAYER_NORMS } from './layerNorms';
import { NEAREST_CELLS } from './nearestCells';
import { PRODUCTS } from './products';

const MAP = { batch: 32, height: 14, width: 14, channels: 96, isHalf: false };
const PRODUCT = { m: 384, n: 96, k: 6272, program: 'linear_weight_gradient', isPlain: true, isHalf: false };
const WIDE = { program: 'linear', m: 6272, n: 384, k: 97, isPlain: true, isSplittable: false, isHalf: true };

/** Every family with a shape of a small training. */
const FAMILIES = [
  [PRODUCTS, { ...PRODUCT, isSplittable: true }],
  [PRODUCTS, WIDE],
  [LAYER_NORMS, { program: 'layer_norm', rows: 6272, columns: 96, isHalf: false }],
  [DEPTHWISE_CONVS, { ...MAP, turned: true }],
  [DEPTHWISE_FILTERS, MAP],
  [COLUMN_SUMS, { rows: 6272, columns: 96 }],
  [NEAREST_CELLS, { searches: 64, rows: 196, columns: 196, channels: 512 }],
  [GRAMS, { slots: 2, batch: 32, dimensions: 2048 }],
] as unknown as readonly [TilingFamily<object, TilingValues>, object][];

const software = {
  ...PLAIN_TRAITS,
  features: new Set(['subgroups']),
  adapterInfo: Object.assign({}, PLAIN_TRAITS.adapterInfo, {
    description: 'SwiftShader',
    subgroupMinSize: 4,
    subgroupMaxSize: 4,
  }),
} as unknown as DeviceTraits;
const large = {
  ...PLAIN_TRAITS,
  limits: Object.assign({}, PLAIN_TRAITS.limits, { maxComputeWorkgroupStorageSize: 32_768 }),
} as unknown as DeviceTraits;

describe.each(FAMILIES)('tilings of a $title', (family, shape) => {
  it('are all taken out of a table, and the rule’s is, on every kind of device', () => {
    for (const device of [PLAIN_TRAITS, software, large]) {
      const all = [family.rule(device, shape), ...family.candidates(device, shape)];
      expect(all.length).toBeGreaterThan(2);
      for (const one of all) expect(family.accept(device, shape, { ...one })).toEqual(one);
      expect(new Set(family.candidates(device, shape).map((one) => JSON.stringify(one))).size).toBe(
        all.length - 1,
      );
    }
  });

  it('are refused with other values', () => {
    const [one] = family.candidates(PLAIN_TRAITS, shape);
    for (const name of Object.keys(one!))
      for (const value of [0, -4, 2 ** 20, 1.5, 'other'])
        // A part of the sum that is longer than the sum takes all of it.
        if (!(name === 'part' && value === 2 ** 20))
          expect(family.accept(PLAIN_TRAITS, shape, { ...one, [name]: value }), `${name}=${value}`).toBe(
            undefined,
          );
    expect(family.accept(PLAIN_TRAITS, shape, { ...one, more: 1 })).toBe(undefined);
    expect(family.accept(PLAIN_TRAITS, shape, {})).toBe(undefined);
  });
});

describe('tilings of a product', () => {
  const shape = { ...PRODUCT, isSplittable: true };

  it('fit the device: large tiles need room, quads a device that has them', () => {
    const deep = { ...PRODUCTS.candidates(large, shape)[0]!, tileM: 8, tileN: 8, tileK: 16 };
    expect(PRODUCTS.accept(large, shape, deep)).toEqual(deep);
    expect(PRODUCTS.accept(PLAIN_TRAITS, shape, deep)).toBe(undefined);
    const quads = PRODUCTS.candidates(software, shape).find(({ strategy }) => strategy === 'quads')!;
    expect(PRODUCTS.accept(PLAIN_TRAITS, shape, quads)).toBe(undefined);
  });

  it('split a sum only where its parts are added up, and not into crumbs', () => {
    const whole = { ...PRODUCTS.rule(PLAIN_TRAITS, WIDE), part: 128 };
    expect(PRODUCTS.accept(PLAIN_TRAITS, { ...WIDE, k: 512 }, whole)).toBe(undefined);
    const [first] = PRODUCTS.candidates(PLAIN_TRAITS, shape);
    expect(PRODUCTS.accept(PLAIN_TRAITS, shape, { ...first!, part: 4 })).toBe(undefined);
  });

  it('read along an odd sum one by one', () => {
    const unstaged = PRODUCTS.candidates(PLAIN_TRAITS, WIDE).filter(({ strategy }) => strategy !== 'shared');
    expect(unstaged.map(({ tileK }) => tileK)).toEqual(unstaged.map(() => 1));
  });
});

describe('the table in use', () => {
  const shape = { rows: 6272, columns: 96 };
  const key = COLUMN_SUMS.keyOf(shape);
  const chosen = (table: Tilings) =>
    onShapes(PLAIN_TRAITS, () => chooseTiling(currentBackend(), COLUMN_SUMS, shape), table);
  const rule = COLUMN_SUMS.rule(PLAIN_TRAITS, shape);

  it('decides, and the rule where the table knows nothing or nothing possible', () => {
    expect(chosen({ [key]: { down: 7 } })).toEqual({ down: 7 });
    expect(chosen({})).toEqual(rule);
    expect(chosen({ [key]: { down: 10_000 } })).toEqual(rule);
    expect(chosen({ 'column_sums 1×1': { down: 7 } })).toEqual(rule);
  });

  it('tells what is taken, and gives way for a trial', () => {
    onShapes(PLAIN_TRAITS, () => {
      const backend = currentBackend();
      const choose = () => chooseTiling(backend, COLUMN_SUMS, shape);
      const taken = new Map<string, TilingValues>();
      expect(withTiling(backend, key, { down: 3 }, choose)).toEqual({ down: 3 });
      expect(notingTilings(backend, taken, choose)).toEqual(rule);
      expect(choose()).toEqual(rule);
      expect([...taken]).toEqual([[key, rule]]);
    });
  });
});
