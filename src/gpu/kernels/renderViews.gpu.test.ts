import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import augmentFile from '../../augment/fixtures/augment_48x64.safetensors?url&inline';
import { readFixture } from '../../augment/fixtures/readFixture';
import { withStep } from '../../augment/goldenSteps';
import { PLAIN_VIEW, type ViewParameters } from '../../augment/viewParameters';
import type { Computer } from '../../compute/computer';
import { normalizationOf, REFERENCE_NORMALIZATION } from '../../config/normalization';
import { inputsOf } from '../../ops/cases/opCases';
import { HUE_LEVELS, renderViewsCases, viewsSize, type Images } from '../../ops/cases/renderViews';
import { renderViews } from '../../ops/renderViews';
import { openSharedDevice } from '../testing/sharedDevice';

interface AugmentConfig {
  readonly height: number;
  readonly width: number;
  readonly stages: readonly {
    readonly tensor: string;
    readonly ops: readonly (readonly [name: string, parameter: unknown])[];
  }[];
}

/** Pixels that differ at all are few: ties of the hue, sums that lie on a rounding boundary. */
const MEAN_LEVELS = 0.01;

const REFERENCE = normalizationOf(REFERENCE_NORMALIZATION);

let open: Computer;
beforeAll(async () => {
  open = await openSharedDevice();
});
afterAll(() => open.close());

/** A view of one image as the GPU renders it, normalised. */
async function renderOnGpu(image: Images, view: ViewParameters, side: number): Promise<Float32Array> {
  const { inputs, attributes } = viewsSize(image, [0], [view], side);
  const rendered = tf.tidy(() =>
    renderViews(
      { images: inputs.images(), indices: inputs.indices(), parameters: inputs.parameters() },
      attributes,
    ),
  );
  const values = await rendered.data<'float32'>();
  rendered.dispose();
  return values;
}

const toLevels = (values: Float32Array): Uint8Array =>
  Uint8Array.from(values, (value, index) =>
    Math.round((value * REFERENCE.std[index % 3]! + REFERENCE.mean[index % 3]!) * 255),
  );

/** Largest and mean difference in levels of 8 bits. */
function difference(
  actual: Uint8Array,
  expected: Uint8Array,
): { readonly worst: number; readonly mean: number } {
  expect(actual.length).toBe(expected.length);
  let [worst, sum] = [0, 0];
  actual.forEach((level, index) => {
    const distance = Math.abs(level - expected[index]!);
    worst = Math.max(worst, distance);
    sum += distance;
  });
  return { worst, mean: sum / actual.length };
}

function parametersOf(ops: AugmentConfig['stages'][number]['ops']): { view: ViewParameters; size: number } {
  const [top, left, height, width, size] = ops[0]?.[1] as [number, number, number, number, number];
  const has = (name: string): boolean => ops.some(([operation]) => operation === name);
  const start = { ...PLAIN_VIEW, crop: { top, left, height, width }, flip: has('hflip') };
  const view = ops.reduce<ViewParameters>(
    (before, [name, parameter]) => withStep(before, name, parameter as number),
    start,
  );
  return { view, size };
}

const fixture = await readFixture<AugmentConfig>(augmentFile);
const stages = fixture.config.stages.filter(({ tensor }) => /^(crop|chain)\/.*[^d]$/.test(tensor));

describe("views on the GPU against the reference's", () => {
  const images = { ...fixture.config, bytes: fixture.u8('image') };
  it.each(stages)('$tensor', async ({ tensor, ops }) => {
    const { view, size } = parametersOf(ops);
    const levels = toLevels(await renderOnGpu(images, view, size));
    const { worst, mean } = difference(levels, fixture.u8(tensor));
    expect(worst).toBeLessThanOrEqual(
      view.jitter.some(({ operation }) => operation === 'hue') ? HUE_LEVELS : 1,
    );
    expect(mean).toBeLessThan(MEAN_LEVELS);
  });
});

describe('views on the GPU against the CPU renderer', () => {
  it.each(Object.entries(renderViewsCases.sizes))('%s', async (_, size) => {
    const on = async (backend: string): Promise<Uint8Array> => {
      await tf.setBackend(backend);
      const { op } = renderViewsCases;
      const rendered = op(inputsOf(renderViewsCases, size), size.attributes!) as tf.Tensor;
      return toLevels(await rendered.data<'float32'>());
    };
    const { worst, mean } = difference(await on('webgpu'), await on('cpu'));
    expect(worst).toBeLessThanOrEqual(HUE_LEVELS);
    expect(mean).toBeLessThan(MEAN_LEVELS);
  });
});
