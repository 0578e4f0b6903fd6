import { describe, expect, it } from 'vitest';
import { viewsConfig } from '../../config/viewsConfig';
import { PRESETS } from '../../config/presets';
import { randomStream } from '../../random/stream';
import { packViewParameters, unpackViewParameters, VIEW_LAYOUT, VIEW_STRIDE } from '../packViewParameters';
import { PLAIN_VIEW, type ViewParameters } from '../viewParameters';
import { DISTORTION_FIELDS, DISTORTIONS, UNDISTORTED } from '.';

const crop = { top: 1, left: 2, height: 30, width: 40 };
const plain: ViewParameters = { ...PLAIN_VIEW, crop };
const image = {
  height: 6,
  width: 7,
  pixels: Uint8Array.from({ length: 6 * 7 * 3 }, (_, i) => (i * 83 + 40) % 256),
};

describe('DISTORTIONS', () => {
  it('are the fields of a side in the configuration, in their order', () => {
    const { left } = viewsConfig.shape;
    expect(Object.keys(left.shape)).toEqual(Object.keys(DISTORTION_FIELDS));
    for (const { config } of PRESETS)
      expect(Object.keys(config.views.right)).toEqual(Object.keys(DISTORTION_FIELDS));
  });

  it('take columns after crop and flip, with names of their own', () => {
    const names = DISTORTIONS.flatMap(({ columns }) => columns.map(([name]) => name));
    expect(Object.keys(VIEW_LAYOUT)).toEqual(['top', 'left', 'height', 'width', 'flip', ...names]);
    // Bytes that recorded steps and saved inputs of the bench rely on.
    expect(VIEW_LAYOUT).toMatchObject({
      operations: 5,
      amounts: 9,
      grayscale: 13,
      blurSigma: 14,
      solarize: 18,
    });
  });

  it('take their pixel steps in their order: those with the colours before the blur', () => {
    const passes = DISTORTIONS.map(({ name, pixel }) => (name === 'blurSigma' ? 'blur' : pixel?.pass));
    const placed = passes.filter((pass) => pass !== undefined);
    expect(placed).toEqual(placed.toSorted((a, b) => ORDER.indexOf(a) - ORDER.indexOf(b)));
    // A step is skipped where its column is 0, and reads no other one.
    for (const { name, pixel, columns } of DISTORTIONS) if (pixel) expect(columns).toEqual([[name, 1]]);
  });
});

const ORDER = ['colours', 'blur', 'last'];

describe.each(DISTORTIONS.map((distortion) => [distortion.name, distortion] as const))(
  '%s',
  (_, distortion) => {
    const views = distortion.cases.map((part): ViewParameters => ({ ...plain, ...part }));

    it('leaves a view alone unless it is asked to do something', () => {
      expect(distortion.apply(image, UNDISTORTED)).toBe(image);
      expect(distortion.caption(UNDISTORTED)).toEqual([]);
      expect(distortion.pack(UNDISTORTED).every((value) => value === 0)).toBe(true);
    });

    it('says what it did, and changes pixels', () => {
      for (const view of views) expect(distortion.caption(view).length).toBeGreaterThan(0);
      expect(views.some((view) => distortion.apply(image, view).pixels.join() !== image.pixels.join())).toBe(
        true,
      );
    });

    it('comes back from its columns, but for float32', () => {
      const packed = packViewParameters(views);
      expect(packed).toHaveLength(views.length * VIEW_STRIDE);
      const again = packViewParameters(views.map((__, index) => unpackViewParameters(packed, index)));
      expect(again).toEqual(packed);
      for (const view of views)
        expect(distortion.pack(view)).toHaveLength(distortion.columns.reduce((sum, [, n]) => sum + n, 0));
    });

    it('takes as many draws whatever the settings are', () => {
      const after = (settings: Record<keyof typeof DISTORTION_FIELDS, number>) => {
        const stream = randomStream(3, 'view');
        distortion.draw(settings, stream);
        return stream.next();
      };
      const { left, right } = PRESETS[0]!.config.views;
      const none = { ...left, jitter: 0, brightness: 0, hue: 0, grayscale: 0, blur: 0, solarize: 0 };
      expect([after(right), after(none)]).toEqual([after(left), after(left)]);
    });
  },
);
