import { describe, expect, it } from 'vitest';
import { IGNORED_CLASS } from '../../../data/imageSet';
import { classColour, maskColour } from '../../../formats/classColours';
import { classesIn, maskOverlay } from './maskOverlay';

describe('a mask over an image', () => {
  const pixels = Uint8Array.from([10, 20, 30, 200, 100, 0]);
  const mask = Uint8Array.from([0, 1]);

  it('is the image at opacity 0, the classes’ colours at 1, and their mean at one half', () => {
    expect(maskOverlay(pixels, mask, 2, 0)).toEqual(pixels);
    expect([...maskOverlay(pixels, mask, 2, 1)]).toEqual([...classColour(0), ...classColour(1)]);
    const half = maskOverlay(pixels, mask, 2, 0.5);
    expect(half[3]).toBe(Math.round((200 + classColour(1)[0]) / 2));
  });

  it('shows what belongs to no class in grey, and leaves it out of the legend', () => {
    expect(maskColour(IGNORED_CLASS, 3)).toEqual([128, 128, 128]);
    expect(classesIn([Uint8Array.from([2, 0, IGNORED_CLASS]), Uint8Array.from([2, 1])], 3)).toEqual([
      0, 1, 2,
    ]);
  });

  it('has colours that are far apart for the classes of a common data set', () => {
    const colours = Array.from({ length: 12 }, (_, own) => classColour(own));
    for (const [own, colour] of colours.entries())
      for (const other of colours.slice(own + 1))
        expect(Math.hypot(...colour.map((value, channel) => value - other[channel]!))).toBeGreaterThan(30);
  });
});
