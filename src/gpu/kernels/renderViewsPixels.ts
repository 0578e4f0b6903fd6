import { DISTORTIONS } from '../../augment/distortions';
import type { PixelStep } from '../../augment/distortions/distortion';
import { GRAY_WEIGHTS } from '../../augment/distortions/gray';
import { VIEW_LAYOUT, VIEW_STRIDE } from '../../augment/packViewParameters';

/**
 * WGSL that all passes of the rendering share: a view's parameters by field, and pixels as `vec3<i32>` of 0 … 255, in
 * buffers as one word with red lowest. Wants the binding `parameters: array<f32>`.
 */
export const PIXEL_FUNCTIONS = `
${Object.entries(VIEW_LAYOUT)
  .map(([name, position]) => `const ${constant(name)} = ${position}u;`)
  .join('\n')}

fn parameter(view: u32, field: u32) -> f32 {
  return parameters[view * ${VIEW_STRIDE}u + field];
}

fn unpackPixel(word: u32) -> vec3<i32> {
  return vec3<i32>((vec3<u32>(word) >> vec3<u32>(0u, 8u, 16u)) & vec3<u32>(255u));
}

fn packPixel(pixel: vec3<i32>) -> u32 {
  let bytes = vec3<u32>(pixel) << vec3<u32>(0u, 8u, 16u);
  return bytes.x | bytes.y | bytes.z;
}

fn grayOf(pixel: vec3<i32>) -> i32 {
  let parts = pixel * vec3<i32>(${GRAY_WEIGHTS.join(', ')});
  return (parts.x + parts.y + parts.z + 0x8000) >> 16u;
}
`;

/** What WGSL calls a column: `BLUR_SIGMA`. */
function constant(column: string): string {
  return column.replace(/[A-Z]/g, '_$&').toUpperCase();
}

interface Step {
  /** Its column, 0 where a view does not take it. */
  readonly column: string;
  readonly pixel: string;
}

function stepsIn(pass: PixelStep['pass']): Step[] {
  return DISTORTIONS.flatMap(({ name, pixel }) =>
    pixel?.pass === pass ? [{ column: constant(name), pixel: pixel.pixel }] : [],
  );
}

/** WGSL: for each pixel step of a pass, whether the view takes it. */
export function isTaken(pass: PixelStep['pass'], view: string): string[] {
  return stepsIn(pass).map(({ column }) => `parameter(${view}, ${column}) != 0.0`);
}

/** WGSL that takes the pixel steps of a pass, in their order, with the variables `view` and `pixel`. */
export function pixelSteps(pass: PixelStep['pass']): string {
  return stepsIn(pass)
    .map(
      ({ column, pixel }) => `{
  let amount = parameter(view, ${column});
  if (amount != 0.0) { pixel = ${pixel}; }
}`,
    )
    .join('\n');
}
