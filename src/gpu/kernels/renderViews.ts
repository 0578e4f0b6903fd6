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
import { finishColourProgram } from './renderViewsFinish';
import { meanGrayProgram } from './renderViewsMeanGray';
import { TILE } from './renderViewsPixels';
import { resizeColumnsProgram, resizeRowsProgram } from './renderViewsResize';
import { TAP_AXES, TAP_WORKGROUP, tapsProgram, tapStride } from './renderViewsTaps';

/**
 * @file `renderViews` in passes over all views. What is drawn at random is read from the input tensors only, so that a
 * recorded step renders other views when these change; a pass with nothing to do for a view leaves it at once.
 */

/**
 * Arithmetic of a pixel that a pass writes, of integers too: four taps of three channels, half of the colour changes,
 * a box five pixels wide.
 */
const OPERATIONS = { resize: 24, colour: 40, meanGray: 6, blur: 30, normalize: 3 };

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
  const workgroups = [Math.ceil(size / TILE), Math.ceil(size / TILE), count] as const;

  const views = resize(backend, inputs, count, sizes);
  const meanGray = allocateScratch(backend, [count], 'int32');
  const pixels = count * size * size;
  runProgram(backend, meanGrayProgram({}), {
    inputs: { views, parameters },
    outputs: { meanGray },
    uniforms: { size },
    workgroups: [count],
    operations: OPERATIONS.meanGray * pixels,
  });
  runProgram(backend, finishColourProgram({}), {
    inputs: { meanGray, parameters },
    outputs: { views },
    uniforms: { size },
    workgroups,
    operations: OPERATIONS.colour * pixels,
    moves: { views: 2 },
  });
  const lines = blurLines(size);
  runProgram(backend, blurRowsProgram(lines), {
    inputs: { parameters },
    outputs: { views },
    workgroups: blurWorkgroups(count, lines),
    operations: OPERATIONS.blur * BOX_PASSES * pixels,
    moves: { views: 2 },
  });
  const rendered = allocate(backend, [count, size, size, CHANNELS]);
  runProgram(backend, blurColumnsProgram(lines), {
    inputs: { views, parameters },
    outputs: { rendered },
    uniforms: { channels: [...mean, 0, ...std, 0] },
    workgroups: blurWorkgroups(count, lines),
    operations: (OPERATIONS.blur * BOX_PASSES + OPERATIONS.normalize * CHANNELS) * pixels,
  });
  release(backend, views, meanGray);
  return rendered;
}

/** The crops at the views' size, flipped, with the colour changes up to contrast: `[count, size, size]` packed pixels. */
function resize(backend: BackendView, inputs: Inputs, count: number, sizes: Sizes): TensorInfo {
  const { sourceHeight, sourceWidth, size } = sizes;
  const { images, indices, parameters } = inputs;
  const uniforms = {
    sourceHeight,
    sourceWidth,
    size,
    tapStride: tapStride(Math.max(sourceHeight, sourceWidth), size),
  };
  const tiles = Math.ceil(size / TILE);
  const batchWords = packedWords(indices.shape[0]! * sourceHeight * sourceWidth * CHANNELS);

  const taps = allocateScratch(backend, [count, TAP_AXES, size, uniforms.tapStride], 'int32');
  runProgram(backend, tapsProgram({}), {
    inputs: { parameters },
    outputs: { taps },
    uniforms,
    workgroups: [Math.ceil(size / TAP_WORKGROUP), TAP_AXES, count],
  });
  const narrow = allocateScratch(backend, [count, sourceHeight, size], 'int32');
  runProgram(backend, resizeRowsProgram({}), {
    inputs: { images, indices, parameters, taps },
    outputs: { narrow },
    uniforms: { ...uniforms, count: indices.shape[0]! },
    workgroups: [tiles, Math.ceil(sourceHeight / TILE), count],
    operations: OPERATIONS.resize * count * sourceHeight * size,
    moves: { images: Math.min(1, batchWords / images.shape[0]!) },
  });
  const views = allocateScratch(backend, [count, size, size], 'int32');
  runProgram(backend, resizeColumnsProgram({}), {
    inputs: { narrow, parameters, taps },
    outputs: { views },
    uniforms,
    workgroups: [tiles, tiles, count],
    operations: (OPERATIONS.resize + OPERATIONS.colour) * count * size * size,
  });
  release(backend, taps, narrow);
  return views;
}

export const renderViewsKernels: WebGpuKernels<typeof renderViews> = { forward: render };
