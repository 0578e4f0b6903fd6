import type { RandomStream } from '../../random/stream';
import type { RgbImage } from './rgbImage';

/** A field that a distortion adds to the configuration, for left and for right views: a number from 0 on. */
export interface FieldSpec {
  readonly label: string;
  /** What it does to a view of a side: "left (even)". */
  readonly help: (side: string) => string;
  readonly max: number;
  /** Of the page's number box. */
  readonly step: number;
  readonly unit?: string;
  /** Its value where older links and files lack it; left out where they have it. */
  readonly older?: number;
}

/** The field of a chance. */
export function probability(label: string, help: FieldSpec['help']): FieldSpec {
  return { label, help, max: 1, step: 0.05 };
}

/** WGSL that changes a pixel, where that needs no other pixel. */
export interface PixelStep {
  /** With the colour changes, before the blur, or after it. */
  readonly pass: 'colours' | 'last';
  /** The new pixel, of `pixel: vec3<i32>` (levels of 255) and `amount: f32`, its column. Skipped where that is 0. */
  readonly pixel: string;
}

/** One way to distort a view: everything that is known of it but its passes on the GPU, where it needs some of its own. */
interface Definition<Field extends string, Value> {
  /** Which of its fields is the probability that a view gets it; its label is the distortion's name for people. */
  readonly chance: NoInfer<Field>;
  readonly fields: Readonly<Record<Field, FieldSpec>>;
  /** The reference's settings of left and of right views; 0 for what it has not. */
  readonly reference: readonly [
    left: Readonly<Record<Field, number>>,
    right: Readonly<Record<Field, number>>,
  ];
  /** Its parameter in a view that it leaves alone. */
  readonly none: Value;
  /** Draws its parameter. It always takes as many draws, so that changing a setting leaves all other draws as they were. */
  readonly draw: (settings: Readonly<Record<Field, number>>, stream: RandomStream) => Value;
  /** Its columns in the packed parameters, each with its number of values; all are 0 for `none`. */
  readonly columns: readonly (readonly [name: string, count: number])[];
  /** Values of all columns, exact in float32. */
  readonly pack: (value: Value) => readonly number[];
  /** What `pack` packed, up to rounding to float32. */
  readonly unpack: (columns: readonly number[]) => Value;
  /** The specification: equal to the reference's (Pillow 9.4) in every pixel. */
  readonly apply: (image: RgbImage, value: Value) => RgbImage;
  /** What was done, for people; empty for `none`. */
  readonly caption: (value: Value) => readonly string[];
  /** Left out where it takes passes of its own. */
  readonly pixel?: PixelStep;
  /** Its parameter after a step that the reference's golden files call `name`; `undefined` for a step that is none of it. */
  readonly golden: (name: string, parameter: number, before: Value) => Value | undefined;
  /** Parameters that it is tested with, on all backends. */
  readonly cases: readonly Value[];
}

/** A distortion as the parameter `name` of a view. */
export function defineDistortion<const Name extends string, Field extends string, Value>(
  name: Name,
  definition: Definition<Field, Value>,
) {
  type Part = Readonly<Record<Name, Value>>;
  const part = (value: Value) => ({ [name]: value }) as Part;
  const { chance, fields, reference, columns, pixel } = definition;
  return {
    name,
    chance,
    label: fields[chance].label,
    fields,
    reference,
    columns,
    pixel,
    none: part(definition.none),
    cases: definition.cases.map(part),
    draw: (settings: Readonly<Record<Field, number>>, stream: RandomStream) =>
      part(definition.draw(settings, stream)),
    pack: (view: Part) => definition.pack(view[name]),
    unpack: (values: readonly number[]) => part(definition.unpack(values)),
    apply: (image: RgbImage, view: Part) => definition.apply(image, view[name]),
    caption: (view: Part) => definition.caption(view[name]),
    golden: (step: string, parameter: number, before: Part) => {
      const value = definition.golden(step, parameter, before[name]);
      return value === undefined ? undefined : part(value);
    },
  };
}

/** Values that a distortion without a strength is on and off by. */
export const SWITCH = {
  none: false,
  pack: (isOn: boolean) => [Number(isOn)],
  unpack: ([value]: readonly number[]) => value === 1,
  cases: [true],
} as const;
