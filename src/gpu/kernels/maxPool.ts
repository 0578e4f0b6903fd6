import { util } from '@tensorflow/tfjs-core';
import type { maxPool } from '../../ops/maxPool';
import { allocate } from '../backendView';
import { runProgram } from '../dispatch';
import { allocateActivation, allocateLike } from '../halfTensors';
import { defineProgram } from '../program';
import { FLAT_INDEX, FLAT_THREADS, flatWorkgroups } from './flat';
import type { WebGpuKernels } from './kernel';

/** @file The 3 × 3 max-pool with stride 2 and padding 1. Among equal values of a window the first one is the maximum. */

const UNIFORMS = { size: 'u32', height: 'u32', width: 'u32', channels: 'u32' } as const;

const pool = defineProgram<{ keep: boolean }>('max_pool', ({ keep }) => ({
  inputs: { x: 'real' },
  outputs: { y: 'real', ...(keep ? { taps: 'i32' as const } : {}) },
  uniforms: UNIFORMS,
  workgroupSize: [FLAT_THREADS],
  main: `
  ${FLAT_INDEX}
  if (i >= params.size) { return; }
  let across = (params.width + 1u) / 2u;
  let down = (params.height + 1u) / 2u;
  let cell = i / params.channels;
  let corner = vec2<u32>(cell / across % down, cell % across) * 2u - 1u;
  let image = cell / (across * down) * params.height;
  var best = 0.0;
  var tap = -1;
  for (var t = 0u; t < 9u; t++) {
    let at = corner + vec2<u32>(t / 3u, t % 3u);
    if (at.x >= params.height || at.y >= params.width) { continue; }
    let value = read_x(((image + at.x) * params.width + at.y) * params.channels + i % params.channels);
    if (tap < 0 || value > best) { best = value; tap = i32(t); }
  }
  write_y(i, best);
  ${keep ? 'taps[i] = tap;' : ''}`,
}));

/** A pixel lies in one or two windows along each axis, and gets the gradient of those whose maximum it was. */
const poolGradient = defineProgram('max_pool_gradient', () => ({
  inputs: { dy: 'real', taps: 'i32' },
  outputs: { dx: 'real' },
  uniforms: UNIFORMS,
  workgroupSize: [FLAT_THREADS],
  main: `
  ${FLAT_INDEX}
  if (i >= params.size) { return; }
  let across = (params.width + 1u) / 2u;
  let down = (params.height + 1u) / 2u;
  let place = i / params.channels;
  let column = place % params.width;
  let line = place / params.width % params.height;
  let image = place / (params.width * params.height) * down;
  var total = 0.0;
  for (var oy = line / 2u; oy <= min((line + 1u) / 2u, down - 1u); oy++) {
    for (var ox = column / 2u; ox <= min((column + 1u) / 2u, across - 1u); ox++) {
      let o = ((image + oy) * across + ox) * params.channels + i % params.channels;
      let tap = (line + 1u - oy * 2u) * 3u + column + 1u - ox * 2u;
      total += select(0.0, read_dy(o), taps[o] == i32(tap));
    }
  }
  write_dx(i, total);`,
}));

export const maxPoolKernels: WebGpuKernels<typeof maxPool> = {
  forward(backend, { x }, attributes, keeps) {
    const [batch, height, width, channels] = x.shape as [number, number, number, number];
    const shape = [batch, Math.ceil(height / 2), Math.ceil(width / 2), channels];
    const y = allocateActivation(backend, shape, attributes);
    const kept = keeps ? { taps: allocate(backend, y.shape, 'int32') } : undefined;
    const size = util.sizeFromShape(y.shape);
    runProgram(backend, pool({ keep: keeps }), {
      inputs: { x },
      outputs: { y, ...kept },
      uniforms: { size, height, width, channels },
      workgroups: flatWorkgroups(backend, size),
    });
    return { outputs: y, kept };
  },

  inputGradient(backend, { dy, taps, x }) {
    const [, height, width, channels] = x.shape as [number, number, number, number];
    const dx = allocateLike(backend, x);
    const size = util.sizeFromShape(x.shape);
    runProgram(backend, poolGradient({}), {
      inputs: { dy, taps },
      outputs: { dx },
      uniforms: { size, height, width, channels },
      workgroups: flatWorkgroups(backend, size),
    });
    return dx;
  },
};
