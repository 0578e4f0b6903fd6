/** @file Colours of mask classes, as many as there are: steps of the golden angle around OKLCH, in three tones. */

type Rgb = readonly [number, number, number];

const GOLDEN_ANGLE = 137.508;
const FIRST_HUE = 40;
const CHROMA = 0.13;
const LIGHTNESS = [0.72, 0.58, 0.84] as const;

/** What belongs to no class. */
const NOTHING: Rgb = [128, 128, 128];

/** The colour of a class, bytes. Neighbouring numbers are far apart in hue and differ in tone. */
export function classColour(index: number): Rgb {
  const hue = ((FIRST_HUE + GOLDEN_ANGLE * index) * Math.PI) / 180;
  return fromOklab(LIGHTNESS[index % LIGHTNESS.length]!, CHROMA * Math.cos(hue), CHROMA * Math.sin(hue));
}

/** The colour of a pixel's class among `classes`; grey for one that is none of them. */
export function maskColour(label: number, classes: number): Rgb {
  return label < classes ? classColour(label) : NOTHING;
}

export function cssColour(colour: Rgb): string {
  return `rgb(${colour.join(' ')})`;
}

/** OKLab to sRGB bytes (Ottosson 2020); what lies outside of sRGB is clamped. */
function fromOklab(lightness: number, a: number, b: number): Rgb {
  const long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const short = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    toByte(4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short),
    toByte(-1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short),
    toByte(-0.0041960863 * long - 0.7034186147 * middle + 1.707614701 * short),
  ];
}

function toByte(linear: number): number {
  const value = linear <= 0.0031308 ? 12.92 * linear : 1.055 * linear ** (1 / 2.4) - 0.055;
  return Math.round(255 * Math.min(1, Math.max(0, value)));
}
