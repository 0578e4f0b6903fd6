import type { TensorInfo } from '@tensorflow/tfjs-core';
import { allocate, isSoftwareAdapter, release, type BackendView } from '../backendView';
import { runProgram } from '../dispatch';
import { defineProgram } from '../program';
import { addParts } from './matmul/matmul';

const COLUMNS_PER_WORKGROUP = 16;
const ROW_LANES = 4;
const SHORTEST_PART = 32;
const ENOUGH_WORKGROUPS = { software: 16, gpu: 512 };

const partsProgram = defineProgram('column_sums', () => ({
  inputs: { x: 'f32' },
  outputs: { parts: 'f32' },
  uniforms: { rows: 'u32', columns: 'u32', part: 'u32' },
  workgroupSize: [COLUMNS_PER_WORKGROUP, ROW_LANES],
  main: `
  let column = workgroup.x * ${COLUMNS_PER_WORKGROUP}u + local.x;
  if (column >= params.columns) { return; }
  let layer = workgroup.y * ${ROW_LANES}u + local.y;
  let end = min(params.rows, (layer + 1u) * params.part);
  var total = 0.0;
  for (var row = layer * params.part; row < end; row++) { total += x[row * params.columns + column]; }
  parts[layer * params.columns + column] = total;`,
}));

/** x `[rows, columns]` summed over its rows, parts of rows first and then the parts, always in the same order. */
export function columnSums(backend: BackendView, x: TensorInfo, rows: number, columns: number): TensorInfo {
  const sum = allocate(backend, [columns]);
  const enough = isSoftwareAdapter(backend) ? ENOUGH_WORKGROUPS.software : ENOUGH_WORKGROUPS.gpu;
  const across = Math.ceil(columns / COLUMNS_PER_WORKGROUP);
  const down = Math.max(
    1,
    Math.min(Math.ceil(enough / across), Math.floor(rows / SHORTEST_PART / ROW_LANES)),
  );
  const layers = down * ROW_LANES;
  const parts = allocate(backend, [layers, columns]);
  runProgram(backend, partsProgram({}), {
    inputs: { x },
    outputs: { parts },
    uniforms: { rows, columns, part: Math.ceil(rows / layers) },
    workgroups: [across, down],
  });
  addParts(backend, parts, sum, columns, layers);
  release(backend, parts);
  return sum;
}
