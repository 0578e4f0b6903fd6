import { blur } from './blur';
import { blendWith, grayscale, meanGray, saturate, solarize } from './colours';
import { turnHue } from './hue';
import { PIXEL } from './pixels';
import { resizeBytes, resizedCrop, viewRow } from './resize';

/**
 * @file Views of images as the reference renders them, equal in every bit to `augment/cpu/renderViewCpu.ts`. What is done to
 * a view stands in its plan, float32 values: top, left, height and width of the crop, whether it is flipped, and steps of
 * a code and three parameters each until a code is 0. `kernels/renderViews.ts` writes plans.
 */

const GEOMETRY: usize = 5;
const STEP: usize = 4;

const BRIGHTNESS = 1;
const CONTRAST = 2;
const SATURATION = 3;
const HUE = 4;
const GRAYSCALE = 5;
const BLUR = 6;
const SOLARIZE = 7;

/** Channels of a rendered pixel, and levels of each. */
const CHANNELS: usize = 3;

/** Bytes of scratch memory that each view needs. */
export function viewBytes(height: usize, width: usize, size: usize): usize {
  // Blurring wants two lines, when what resizing needs is free again.
  return size * viewRow(size) + max(resizeBytes(height, width, size), 2 * size * PIXEL);
}

function distort(view: usize, size: usize, steps: usize, scratch: usize): void {
  const row = viewRow(size);
  const bytes = size * row;
  for (let at = steps; ; at += STEP << 2) {
    const code = <i32>load<f32>(at);
    if (code == 0) return;
    const parameter = load<f32>(at, 4);
    switch (code) {
      case BRIGHTNESS:
        blendWith(view, bytes, 0, parameter);
        break;
      case CONTRAST:
        blendWith(view, bytes, meanGray(view, row, size), parameter);
        break;
      case SATURATION:
        saturate(view, bytes, parameter);
        break;
      case HUE:
        turnHue(view, bytes, <u32>parameter);
        break;
      case GRAYSCALE:
        grayscale(view, bytes);
        break;
      case BLUR:
        blur(view, row, size, scratch, <isize>parameter, <i32>load<f32>(at, 8), <i32>load<f32>(at, 12));
        break;
      case SOLARIZE:
        solarize(view, bytes);
        break;
    }
  }
}

/** What each level of each channel is normalised to, `levels` `[256, 3]`, of all pixels. */
function normalize(view: usize, size: usize, levels: usize, y: usize): void {
  const row = viewRow(size);
  for (let line: usize = 0; line < size; line++) {
    let from = view + line * row;
    for (let column: usize = 0; column < size; column++) {
      for (let channel: usize = 0; channel < CHANNELS; channel++) {
        store<f32>(y, load<f32>(levels + ((<usize>load<u8>(from + channel) * CHANNELS + channel) << 2)));
        y += 4;
      }
      from += PIXEL;
    }
  }
}

/**
 * Views `begin` … `end`: `[views, size, size, 3]`, view i of image `indices[i % batch]`. `scratch` has `viewBytes` for each
 * view, `plan` is the number of values of a plan.
 */
export function renderViews(
  images: usize,
  indices: usize,
  plans: usize,
  levels: usize,
  y: usize,
  scratch: usize,
  batch: usize,
  plan: usize,
  height: usize,
  width: usize,
  size: usize,
  begin: usize,
  end: usize,
): void {
  const own = viewBytes(height, width, size);
  for (let i = begin; i < end; i++) {
    const image = images + <usize>load<i32>(indices + ((i % batch) << 2)) * height * width * CHANNELS;
    const values = plans + ((i * plan) << 2);
    const view = scratch + i * own;
    const rest = view + size * viewRow(size);
    resizedCrop(
      image,
      height,
      width,
      <usize>load<f32>(values),
      <usize>load<f32>(values, 4),
      <usize>load<f32>(values, 8),
      <usize>load<f32>(values, 12),
      load<f32>(values, 16) != 0,
      view,
      size,
      rest,
    );
    distort(view, size, values + (GEOMETRY << 2), rest);
    normalize(view, size, levels, y + ((i * size * size * CHANNELS) << 2));
  }
}
