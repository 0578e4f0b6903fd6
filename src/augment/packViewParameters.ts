import { gaussianBox } from './cpu/gaussianBlur';
import { hueShift } from './cpu/hue';
import type { ColourOperation, ViewParameters } from './viewParameters';

/** Most colour operations of one view; each may appear once. */
export const MAX_COLOUR_OPERATIONS = 4;

/** Codes of the colour operations; 0 stands for none. */
export const COLOUR_CODES: Readonly<Record<ColourOperation, number>> = {
  brightness: 1,
  contrast: 2,
  saturation: 3,
  hue: 4,
};

/**
 * Where each field of a view lies in its row of the packed parameters. All values are float32; integers, box weights
 * included, are below 2²⁴ and so exact.
 */
export const VIEW_LAYOUT = {
  /** Crop in whole pixels of the source image. */
  top: 0,
  left: 1,
  height: 2,
  width: 3,
  /** 0 or 1. */
  flip: 4,
  /** `MAX_COLOUR_OPERATIONS` codes in the order in which they apply, 0 from the first unused one on. */
  operations: 5,
  /** Their amounts: a factor, or for the hue the shift that is added to 8-bit hues, 0 … 255. */
  amounts: 5 + MAX_COLOUR_OPERATIONS,
  /** 0 or 1. */
  grayscale: 5 + 2 * MAX_COLOUR_OPERATIONS,
  /** Pixels of the view; 0 for a sharp view, whose box is then all zeros too. */
  blurSigma: 6 + 2 * MAX_COLOUR_OPERATIONS,
  /** The `Box` that is applied three times along each axis. */
  boxRadius: 7 + 2 * MAX_COLOUR_OPERATIONS,
  boxWeight: 8 + 2 * MAX_COLOUR_OPERATIONS,
  boxEdgeWeight: 9 + 2 * MAX_COLOUR_OPERATIONS,
  /** 0 or 1. */
  solarize: 10 + 2 * MAX_COLOUR_OPERATIONS,
} as const;

/** Values in the row of one view. */
export const VIEW_STRIDE = VIEW_LAYOUT.solarize + 1;

/**
 * The parameters of views as the rendering takes them, `[views.length, VIEW_STRIDE]`.
 *
 * @throws RangeError when a colour operation appears twice in a view.
 */
export function packViewParameters(views: readonly ViewParameters[]): Float32Array {
  const packed = new Float32Array(views.length * VIEW_STRIDE);
  views.forEach((view, index) => packView(view, packed.subarray(index * VIEW_STRIDE)));
  return packed;
}

function packView(view: ViewParameters, row: Float32Array): void {
  if (new Set(view.jitter.map(({ operation }) => operation)).size < view.jitter.length) {
    throw new RangeError('A view cannot apply the same colour operation twice.');
  }
  const { crop } = view;
  row.set([crop.top, crop.left, crop.height, crop.width, Number(view.flip)], VIEW_LAYOUT.top);
  view.jitter.forEach(({ operation, amount }, position) => {
    row[VIEW_LAYOUT.operations + position] = COLOUR_CODES[operation];
    row[VIEW_LAYOUT.amounts + position] = operation === 'hue' ? hueShift(amount) : amount;
  });
  row[VIEW_LAYOUT.grayscale] = Number(view.grayscale);
  if (view.blurSigma > 0) {
    const box = gaussianBox(view.blurSigma);
    row.set([view.blurSigma, box.radius, box.weight, box.edgeWeight], VIEW_LAYOUT.blurSigma);
  }
  row[VIEW_LAYOUT.solarize] = Number(view.solarize);
}

/** The parameters of view `index` of a packed list; amounts come back in float32, hues as the shift that they stand for. */
export function unpackViewParameters(packed: Float32Array, index: number): ViewParameters {
  const at = (field: number): number => packed[index * VIEW_STRIDE + field]!;
  const operations = Object.keys(COLOUR_CODES) as ColourOperation[];
  const jitter = Array.from({ length: MAX_COLOUR_OPERATIONS }, (_, position) => {
    const code = at(VIEW_LAYOUT.operations + position);
    const amount = at(VIEW_LAYOUT.amounts + position);
    return operations
      .filter((operation) => COLOUR_CODES[operation] === code)
      .map((operation) => ({ operation, amount: operation === 'hue' ? turnsOf(amount) : amount }));
  }).flat();
  return {
    crop: {
      top: at(VIEW_LAYOUT.top),
      left: at(VIEW_LAYOUT.left),
      height: at(VIEW_LAYOUT.height),
      width: at(VIEW_LAYOUT.width),
    },
    flip: at(VIEW_LAYOUT.flip) === 1,
    jitter,
    grayscale: at(VIEW_LAYOUT.grayscale) === 1,
    blurSigma: at(VIEW_LAYOUT.blurSigma),
    solarize: at(VIEW_LAYOUT.solarize) === 1,
  };
}

/** A hue change that `hueShift` turns into this shift; half a step keeps clear of its truncation. */
function turnsOf(shift: number): number {
  return shift === 0 ? 0 : (shift + 0.5) / 255;
}
