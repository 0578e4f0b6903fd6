import type { TensorInfo } from '@tensorflow/tfjs-core';
import { normalize } from '../../augment/cpu/normalize';
import { DISTORTIONS, type Distortion } from '../../augment/distortions';
import { gaussianBox } from '../../augment/distortions/gaussianBlur';
import {
  COLOUR_CHANGES,
  MAX_COLOUR_OPERATIONS,
  type ColourOperation,
} from '../../augment/distortions/jitter';
import { CHANNELS } from '../../augment/distortions/rgbImage';
import { unpackViewParameters } from '../../augment/packViewParameters';
import type { ViewParameters } from '../../augment/viewParameters';
import type { renderViews } from '../../ops/renderViews';
import { allocate, hasValues, release, valuesOf, type BackendView } from '../backendView';
import { call, callOn } from '../program';
import type { WasmKernels } from './kernel';

/** What the program does to a view: a code of `assembly/renderViews.ts` and up to three parameters. */
type Step = readonly [code: number, ...parameters: number[]];

const COLOUR_CODES: Readonly<Record<ColourOperation, number>> = {
  brightness: 1,
  contrast: 2,
  saturation: 3,
  hue: 4,
};

/** The steps of each distortion; none where it leaves the view alone. */
const STEPS: Readonly<Record<Distortion['name'], (view: ViewParameters) => readonly Step[]>> = {
  jitter: ({ jitter }) =>
    jitter.map(({ operation, amount }) => [COLOUR_CODES[operation], COLOUR_CHANGES[operation].pack(amount)]),
  grayscale: ({ grayscale }) => (grayscale ? [[5]] : []),
  blurSigma: ({ blurSigma }) => {
    if (blurSigma === 0) return [];
    const { radius, weight, edgeWeight } = gaussianBox(blurSigma);
    return [[6, radius, weight, edgeWeight]];
  },
  solarize: ({ solarize }) => (solarize ? [[7]] : []),
};

const GEOMETRY_VALUES = 5;
const STEP_VALUES = 4;
/** Jitter's changes, one of each other distortion, and the code that ends them. */
const MOST_STEPS = MAX_COLOUR_OPERATIONS + DISTORTIONS.length;
const PLAN_VALUES = GEOMETRY_VALUES + MOST_STEPS * STEP_VALUES;

/** The plans of all views, `[count, PLAN_VALUES]`; all values are exact in float32, see `packViewParameters`. */
function plansOf(parameters: Float32Array, count: number): Float32Array {
  const plans = new Float32Array(count * PLAN_VALUES);
  for (let index = 0; index < count; index++) {
    const view = unpackViewParameters(parameters, index);
    const { top, left, height, width } = view.crop;
    const start = index * PLAN_VALUES;
    plans.set([top, left, height, width, Number(view.flip)], start);
    DISTORTIONS.flatMap(({ name }) => STEPS[name](view)).forEach((step, place) =>
      plans.set(step, start + GEOMETRY_VALUES + place * STEP_VALUES),
    );
  }
  return plans;
}

/** What every level of each channel is normalised to, `[256, 3]`. */
function levelsOf(normalization: Parameters<typeof normalize>[1]): Float32Array {
  return normalize(
    Uint8Array.from({ length: 256 * CHANNELS }, (_, index) => Math.floor(index / CHANNELS)),
    normalization,
  );
}

function filled(backend: BackendView, shape: readonly number[], values: () => Float32Array): TensorInfo {
  const tensor = allocate(backend, shape);
  if (hasValues(backend)) valuesOf(backend, tensor).set(values());
  return tensor;
}

/** Where there are parameters for more views than images, they are of one view of all images after the other. */
export const renderViewsKernels: WasmKernels<typeof renderViews> = {
  forward(backend, { images, indices, parameters }, { sourceHeight, sourceWidth, size, ...normalization }) {
    const count = parameters.shape[0]!;
    const packed = valuesOf(backend, parameters).slice() as Float32Array;
    const plans = filled(backend, [count, PLAN_VALUES], () => plansOf(packed, count));
    const levels = filled(backend, [256, CHANNELS], () => levelsOf(normalization));
    const viewBytes = call(backend, 'viewBytes', sourceHeight, sourceWidth, size);
    const scratch = allocate(backend, [count, viewBytes / Float32Array.BYTES_PER_ELEMENT]);
    const y = allocate(backend, [count, size, size, CHANNELS]);
    callOn(
      backend,
      'renderViews',
      count,
      ...[images, indices, plans, levels, y, scratch],
      ...[indices.shape[0]!, PLAN_VALUES, sourceHeight, sourceWidth, size],
    );
    release(backend, plans, levels, scratch);
    return y;
  },
};
