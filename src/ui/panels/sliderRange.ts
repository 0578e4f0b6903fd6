import type { FieldDescription } from '../../config/describe';

/** What a slider spans. On a logarithmic one, `min`, `max` and `step` are powers of ten. */
export interface SliderRange {
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly logarithmic: boolean;
}

/** Schemas allow more than anyone needs; a slider reaches this many times the preset's value. */
const REACH = 4;
/** Numbers without a scale, such as seeds, have larger ranges than this. */
const LARGEST_RANGE = 2 ** 30;
/** Range up to which a slider shows the whole schema's range: probabilities, shares. */
const SMALL_RANGE = 4;
const LOG_STEP = 0.05;
const LOG_DECADES = 3;

/** Step of a field whose schema names none. */
function stepOf({ shape, meta }: FieldDescription): number {
  return meta.step ?? ('integer' in shape && shape.integer ? 1 : 0.01);
}

/** The value one step up or down, held to the range that the schema allows; a tenth of its size where values span decades. */
export function stepped(value: number, direction: 1 | -1, description: FieldDescription): number {
  const { shape, meta } = description;
  const isLog = meta.scale === 'log' && value > 0;
  const step = isLog ? 10 ** (Math.floor(Math.log10(value)) - 1) : stepOf(description);
  const next = Number((value + direction * step).toPrecision(12));
  return 'min' in shape ? Math.min(shape.max, Math.max(shape.min, next)) : next;
}

/**
 * The useful range around the preset's value; values outside it can still be typed. `null` when a slider is no help.
 * @param anchor the preset's value of the field
 */
export function sliderRange(description: FieldDescription, anchor: number | null): SliderRange | null {
  const { shape, meta } = description;
  if (shape.kind !== 'number' && shape.kind !== 'nullableNumber') return null;
  const { min, max } = shape;
  if (max - min > LARGEST_RANGE || !Number.isFinite(max - min)) return null;
  if (meta.scale === 'log') {
    const centre = Math.round(Math.log10(anchor !== null && anchor > 0 ? anchor : max));
    return {
      min: centre - LOG_DECADES,
      max: Math.min(Math.log10(max), centre + LOG_DECADES),
      step: LOG_STEP,
      logarithmic: true,
    };
  }
  const step = stepOf(description);
  if (max - min <= SMALL_RANGE) return { min, max, step, logarithmic: false };
  const reach = REACH * Math.max(Math.abs(anchor ?? 0), 2 * step);
  const top = Math.min(max, Math.ceil(reach / step) * step);
  return { min, max: top, step, logarithmic: false };
}

/** Value of a slider's position, rounded to what its step can tell. */
export function fromSlider(position: number, { logarithmic, step, min }: SliderRange): number {
  if (logarithmic) return Number((10 ** position).toPrecision(2));
  const steps = Math.round((position - min) / step);
  return Number((min + steps * step).toPrecision(12));
}

/** Position of a value on the slider, held to its ends. */
export function toSlider(value: number, { logarithmic, min, max }: SliderRange): number {
  const position = logarithmic ? Math.log10(Math.max(value, Number.MIN_VALUE)) : value;
  return Math.min(max, Math.max(min, position));
}
