import { describe, expect, it } from 'vitest';
import { hueShift } from './distortions/hue';
import { packImages, packSome, unpackImages } from './packImages';
import { packViewParameters, unpackViewParameters, VIEW_STRIDE } from './packViewParameters';
import { PLAIN_VIEW, type ViewParameters } from './viewParameters';

const plain: ViewParameters = {
  crop: { top: 1, left: 2, height: 30, width: 40 },
  ...PLAIN_VIEW,
};
const full: ViewParameters = {
  ...PLAIN_VIEW,
  crop: { top: 0, left: 5, height: 3, width: 4 },
  flip: true,
  jitter: [
    { operation: 'contrast', amount: 1.25 },
    { operation: 'brightness', amount: 0.75 },
    { operation: 'saturation', amount: 1.125 },
  ],
  grayscale: true,
  blurSigma: 1.5,
  solarize: true,
};

describe('packViewParameters', () => {
  it('gives back what was packed', () => {
    const packed = packViewParameters([plain, full]);
    expect(packed.length).toBe(2 * VIEW_STRIDE);
    expect(unpackViewParameters(packed, 0)).toEqual(plain);
    expect(unpackViewParameters(packed, 1)).toEqual(full);
  });

  it('keeps every hue shift', () => {
    for (let shift = -127; shift <= 127; shift++) {
      const turns = (shift + Math.sign(shift) / 2) / 255;
      const packed = packViewParameters([{ ...plain, jitter: [{ operation: 'hue', amount: turns }] }]);
      const [change] = unpackViewParameters(packed, 0).jitter;
      expect(hueShift(change?.amount ?? Number.NaN)).toBe(hueShift(turns));
    }
  });

  it('refuses the same operation twice', () => {
    const twice = [full.jitter[0], full.jitter[0]].filter((change) => change !== undefined);
    expect(() => packViewParameters([{ ...plain, jitter: twice }])).toThrow(RangeError);
  });
});

describe('packImages', () => {
  it('puts the first byte lowest', () => {
    expect([...packImages(Uint8Array.of(1, 2, 3, 4))]).toEqual([0x04030201]);
  });

  it.each([
    ['a length that is no multiple of four', 0, 7],
    ['an odd place in the buffer', 3, 8],
  ])('takes %s', (_, offset, length) => {
    const bytes = Uint8Array.from({ length: offset + length }, (__, index) => 250 - index).subarray(offset);
    expect([...unpackImages(packImages(bytes))].slice(0, length)).toEqual([...bytes]);
  });
});

describe('packSome', () => {
  it('has the chosen images one after the other', () => {
    const images = Uint8Array.from({ length: 5 * 1 * 3 * 3 }, (_, byte) => byte);
    const set = { images, height: 1, width: 3 };
    expect([...unpackImages(packSome(set, [3, 0, 3]))]).toEqual([
      ...images.subarray(27, 36),
      ...images.subarray(0, 9),
      ...images.subarray(27, 36),
      0,
    ]);
  });
});
