import { allocate } from '../backendView';
import { runProgram } from '../dispatch';
import { defineProgram } from '../program';
import { nearest } from '../ops/nearest';
import { shape3 } from './flat';
import { need, registerWebGpuKernel } from './register';

/** @file The nearest candidate of every cell, without ever holding all distances. */

/** Inputs and candidates of a tile; 8 × 8 threads hold 4 × 4 squared distances each. */
const TILE = 32;
const ROW = [0, 1, 2, 3] as const;
const COMPONENT = ['x', 'y', 'z', 'w'] as const;

/**
 * One workgroup takes 32 inputs of a sample past all of its candidates, tile by tile. Differences are squared directly
 * (not |a|² − 2ab + |b|²), so that near-ties are decided by the embeddings, not by rounding. Within a thread and in the
 * final comparison candidates are seen in ascending order, which gives the lowest index on ties.
 */
const nearestProgram = defineProgram('nearest', ({ depth }: { depth: number }) => ({
  inputs: { input: 'f32', candidate: 'f32' },
  outputs: { distance: 'f32', index: 'i32' },
  uniforms: { inputs: 'u32', candidates: 'u32', channels: 'u32' },
  workgroupSize: [8, 8],
  declarations: `
const GROUPS = ${TILE / 4}u;
const DEPTH = ${depth}u;
const FAR = 3.4028234e38;
var<workgroup> inputTile: array<vec4<f32>, ${(TILE / 4) * depth}>;
var<workgroup> candidateTile: array<vec4<f32>, ${(TILE / 4) * depth}>;
var<workgroup> bestSquared: array<f32, ${TILE * 8}>;
var<workgroup> bestIndex: array<u32, ${TILE * 8}>;

fn inputValue(sample: u32, row: u32, channel: u32) -> f32 {
  if (row >= params.inputs || channel >= params.channels) { return 0.0; }
  return input[(sample * params.inputs + row) * params.channels + channel];
}
fn candidateValue(sample: u32, row: u32, channel: u32) -> f32 {
  if (row >= params.candidates || channel >= params.channels) { return 0.0; }
  return candidate[(sample * params.candidates + row) * params.channels + channel];
}`,
  main: `
  let sample = workgroup.y;
  let firstInput = workgroup.x * ${TILE}u;
  ${ROW.map((r) => `var best${r} = FAR; var index${r} = 0u;`).join('\n  ')}
  for (var firstCandidate = 0u; firstCandidate < params.candidates; firstCandidate += ${TILE}u) {
    ${ROW.map((r) => `var squared${r} = vec4<f32>();`).join('\n    ')}
    for (var firstChannel = 0u; firstChannel < params.channels; firstChannel += DEPTH) {
      for (var i = localIndex; i < GROUPS * DEPTH; i += 64u) {
        let k = i % DEPTH;
        let group = i / DEPTH;
        let c = firstChannel + k;
        let a = firstInput + group * 4u;
        let b = firstCandidate + group * 4u;
        inputTile[k * GROUPS + group] = vec4<f32>(${ROW.map((r) => `inputValue(sample, a + ${r}u, c)`).join(', ')});
        candidateTile[k * GROUPS + group] = vec4<f32>(${ROW.map((r) => `candidateValue(sample, b + ${r}u, c)`).join(', ')});
      }
      workgroupBarrier();
      for (var k = 0u; k < DEPTH; k++) {
        let a = inputTile[k * GROUPS + local.y];
        let b = candidateTile[k * GROUPS + local.x];
        ${ROW.map((r) => `let difference${r} = a.${COMPONENT[r]} - b; squared${r} += difference${r} * difference${r};`).join('\n        ')}
      }
      workgroupBarrier();
    }
    ${ROW.map(
      (column) => `let column${column} = firstCandidate + local.x * 4u + ${column}u;
    if (column${column} < params.candidates) {
      ${ROW.map((r) => `if (squared${r}.${COMPONENT[column]} < best${r}) { best${r} = squared${r}.${COMPONENT[column]}; index${r} = column${column}; }`).join('\n      ')}
    }`,
    ).join('\n    ')}
  }
  ${ROW.map((r) => `bestSquared[(local.y * 4u + ${r}u) * 8u + local.x] = best${r}; bestIndex[(local.y * 4u + ${r}u) * 8u + local.x] = index${r};`).join('\n  ')}
  workgroupBarrier();
  let row = firstInput + localIndex;
  if (localIndex < ${TILE}u && row < params.inputs) {
    var squared = bestSquared[localIndex * 8u];
    var winner = bestIndex[localIndex * 8u];
    for (var k = 1u; k < 8u; k++) {
      let other = bestSquared[localIndex * 8u + k];
      let otherIndex = bestIndex[localIndex * 8u + k];
      if (other < squared || (other == squared && otherIndex < winner)) { squared = other; winner = otherIndex; }
    }
    distance[sample * params.inputs + row] = sqrt(squared);
    index[sample * params.inputs + row] = i32(winner);
  }`,
}));

export function registerNearest(): void {
  registerWebGpuKernel(nearest.kernelName, (backend, inputs) => {
    const input = need(inputs, 'input');
    const candidate = need(inputs, 'candidate');
    const [batch, cells, channels] = shape3(input);
    const distance = allocate(backend, [batch, cells]);
    const index = allocate(backend, [batch, cells], 'int32');
    runProgram(backend, nearestProgram({ depth: channels <= 4 ? 4 : 16 }), {
      inputs: { input, candidate },
      outputs: { distance, index },
      uniforms: { inputs: cells, candidates: shape3(candidate)[1], channels },
      workgroups: [Math.ceil(cells / TILE), batch],
    });
    return [distance, index];
  });
}
