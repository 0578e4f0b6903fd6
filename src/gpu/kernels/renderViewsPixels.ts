import { VIEW_LAYOUT, VIEW_STRIDE } from '../../augment/packViewParameters';

/** Side of a workgroup's square of pixels, in the passes that take views pixel by pixel. */
export const TILE = 8;

/**
 * WGSL that all passes of the rendering share: a view's parameters by field, and pixels as `vec3<i32>` of 0 … 255, in
 * buffers as one word with red lowest. Wants the binding `parameters: array<f32>`.
 */
export const PIXEL_FUNCTIONS = `
${Object.entries(VIEW_LAYOUT)
  .map(([name, position]) => `const ${name.replace(/[A-Z]/g, '_$&').toUpperCase()} = ${position}u;`)
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
`;
