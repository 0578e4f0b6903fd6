import type { FieldSpec } from './distortion';
import type { RgbImage } from './rgbImage';

/** One of the colour changes of the jitter. */
export interface ColourChange {
  /** Its strength. */
  readonly field: FieldSpec;
  /** The reference's strength. */
  readonly reference: number;
  /** Between which amounts a strength lets it be drawn. */
  readonly range: (strength: number) => readonly [low: number, high: number];
  readonly apply: (image: RgbImage, amount: number) => RgbImage;
  /** An amount as its column has it. */
  readonly pack: (amount: number) => number;
  readonly unpack: (packed: number) => number;
  readonly caption: (amount: number) => string;
  /** WGSL of the new pixel, of `pixel: vec3<i32>`, `amount: f32` as packed, and the view's `meanGray: i32`. */
  readonly pixel: string;
  /** Amounts that it is tested with. */
  readonly cases: readonly number[];
}

/** A change by a factor around 1, not below 0. */
export function factor(
  change: Pick<ColourChange, 'apply' | 'pixel' | 'reference'> & { readonly label: string },
): ColourChange {
  const { label, ...rest } = change;
  return {
    ...rest,
    field: { label, help: () => `${label} factor is drawn from 1 ± this value.`, max: 1, step: 0.05 },
    range: (strength) => [Math.max(0, 1 - strength), 1 + strength],
    pack: (amount) => amount,
    unpack: (packed) => packed,
    caption: (amount) => `${label.toLowerCase()} ×${amount.toFixed(2)}`,
    cases: [0, 0.75, 1.25, 2],
  };
}
