import type { TensorInfo } from '@tensorflow/tfjs-core';
import { BOX_PASSES } from '../../augment/distortions/gaussianBlur';
import { packedWords } from '../../augment/packImages';
import { CHANNELS } from '../../augment/distortions/rgbImage';
import { allocate, release, type BackendView } from '../backendView';
import { runProgram } from '../dispatch';
import type { renderViews } from '../../ops/renderViews';
import { allocateScratch } from '../scratchTensors';
import type { WebGpuKernels } from './kernel';
import { blurColumnsProgram, blurLines, blurRowsProgram, blurWorkgroups } from './renderViewsBlur';
import { resizeProgram, resizeStrip } from './renderViewsResize';
import { TAP_AXES, TAP_WORKGROUP, tapsProgram, tapStride } from './renderViewsTaps';

/**
 * @file `renderViews` in passes over all views. What is drawn at random is read from the input tensors only, so that a
 * recorded step renders other views when these change; a pass with nothing to do for a view leaves it at once.
 */

/**
 * Arithmetic of a pixel that a pass writes, of integers too: four taps of three channels, half of the colour changes,
 * a box five pixels wide.
 */
const OPERATIONS = { resize: 24, colour: 40, gray: 6, blur: 30, normalize: 3 };

interface Inputs {
  readonly images: TensorInfo;
  readonly indices: TensorInfo;
  readonly parameters: TensorInfo;
}

interface Sizes {
  readonly sourceHeight: number;
  readonly sourceWidth: number;
  readonly size: number;
  readonly mean: readonly [number, number, number];
  readonly std: readonly [number, number, number];
}

function render(backend: BackendView, inputs: Inputs, sizes: Sizes): TensorInfo {
  const { parameters } = inputs;
  const { size, mean, std } = sizes;
  const count = parameters.shape[0]!;
  const pixels = count * size * size;

  const { views, graySums } = resize(backend, inputs, count, sizes);
  const lines = blurLines(size);
  const strips = graySums.shape[1]!;
  runProgram(backend, blurRowsProgram(lines), {
    inputs: { parameters, graySums },
    outputs: { views },
    uniforms: { strips },
    workgroups: blurWorkgroups(count, lines),
    operations: (OPERATIONS.colour + OPERATIONS.blur * BOX_PASSES) * pixels,
    moves: { views: 2 },
  });
  const rendered = allocate(backend, [count, size, size, CHANNELS]);
  runProgram(backend, blurColumnsProgram(lines), {
    inputs: { views, parameters, graySums },
    outputs: { rendered },
    uniforms: { channels: [...mean, 0, ...std, 0], strips },
    workgroups: blurWorkgroups(count, lines),
    operations: (OPERATIONS.blur * BOX_PASSES + OPERATIONS.normalize * CHANNELS) * pixels,
  });
  release(backend, views, graySums);
  return rendered;
}

/**
 * The crops at the views' size, flipped, with the colour changes up to contrast: `[count, size, size]` packed pixels, and
 * their gray, summed by strips of columns, `[count, strips]`.
 */
function resize(
  backend: BackendView,
  { images, indices, parameters }: Inputs,
  count: number,
  { sourceHeight, sourceWidth, size }: Sizes,
): { readonly views: TensorInfo; readonly graySums: TensorInfo } {
  const uniforms = { size, tapStride: tapStride(Math.max(sourceHeight, sourceWidth), size) };
  const taps = allocateScratch(backend, [count, TAP_AXES, size, uniforms.tapStride], 'int32');
  runProgram(backend, tapsProgram({}), {
    inputs: { parameters },
    outputs: { taps },
    uniforms,
    workgroups: [Math.ceil(size / TAP_WORKGROUP), TAP_AXES, count],
  });
  const strip = resizeStrip(sourceHeight);
  const strips = Math.ceil(size / strip.lines);
  const views = allocateScratch(backend, [count, size, size], 'int32');
  const graySums = allocateScratch(backend, [count, strips], 'int32');
  const batch = indices.shape[0]!;
  const batchWords = packedWords(batch * sourceHeight * sourceWidth * CHANNELS);
  const { resize: resample, colour, gray } = OPERATIONS;
  runProgram(backend, resizeProgram(strip), {
    inputs: { images, indices, parameters, taps },
    outputs: { views, graySums },
    uniforms: { ...uniforms, sourceHeight, sourceWidth, count: batch },
    workgroups: [strips, 1, count],
    operations: (resample * (sourceHeight + size) + (colour + gray) * size) * count * size,
    moves: { images: Math.min(1, batchWords / images.shape[0]!) },
  });
  release(backend, taps);
  return { views, graySums };
}

export const renderViewsKernels: WebGpuKernels<typeof renderViews> = { forward: render };
