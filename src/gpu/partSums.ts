import { util, type TensorInfo } from '@tensorflow/tfjs-core';
import { isSoftware } from './adapterKind';
import { allocate, giveBuffer, type BackendView } from './backendView';
import { issueProgram, spreadWorkgroups } from './issue';
import { numbered } from './numbered';
import { allocateParameterGradient, isParameterGradient, placeGradient } from './parameterGradients';
import { defineProgram } from './program';
import { layersOf, noteLayers } from './sumLayers';

/**
 * @file Sums that many workgroups share. A program leaves its parts in the layers of the sum's own buffer, and they are
 * added up, in a fixed order and so with the same bits every time, when something reads the sum: a program of ours
 * (`dispatch.ts`) or of tfjs (`stockOps.ts`). AdamW reads the parts of its gradients as they are; other optimisers add up
 * all of them first, in a few dispatches, where each by itself would cost one.
 */

const FLOAT = 4;
const THREADS = 64;
/** Values of a workgroup: to find its sum costs a software adapter as much as some of them. */
const SHARE = { software: 16 * THREADS, gpu: THREADS };

/** A new float32 tensor for a program that writes `[layers, …shape]` into its buffer, of which it will be the sum. */
export function allocateSum(backend: BackendView, shape: readonly number[], layers: number): TensorInfo {
  const sum = allocate(backend, shape);
  leaveInParts(backend, sum, layers);
  return sum;
}

/** Such a sum that is the gradient of a parameter. */
export function allocateGradientSum(
  backend: BackendView,
  shape: readonly number[],
  layers: number,
): TensorInfo {
  const sum = allocateParameterGradient(backend, shape);
  leaveInParts(backend, sum, layers);
  return sum;
}

/** Makes such a tensor of one that has no buffer yet. A gradient gets its place, in parts or not. */
export function leaveInParts(backend: BackendView, sum: TensorInfo, layers: number): void {
  const bytes = layers * util.sizeFromShape(sum.shape) * FLOAT;
  if (isParameterGradient(sum)) placeGradient(backend, sum, bytes);
  else if (layers > 1) giveBuffer(backend, sum, bytes);
  if (layers > 1) noteLayers(sum, layers);
}

/** Adds up the parts of those of the tensors that still are in parts. */
export function addUp(backend: BackendView, tensors: readonly TensorInfo[]): void {
  const open = new Map(
    tensors
      .filter((tensor) => layersOf(tensor) > 1)
      .map((tensor): [object, TensorInfo] => [tensor.dataId, tensor]),
  );
  const sums = [...open.values()];
  const most = backend.device.limits.maxStorageBuffersPerShaderStage;
  for (let i = 0; i < sums.length; i += most) addUpGroup(backend, sums.slice(i, i + most));
  for (const sum of sums) noteLayers(sum, 1);
}

type Constants = { count: number; share: number };

/** A sum in parts, as WGSL expressions: its buffer, values and layers, and which of the values is wanted. */
interface LayeredValue {
  readonly buffer: string;
  readonly size: string;
  readonly layers: string;
  readonly at: string;
}

/**
 * WGSL: adds up a value's layers in `total`. Four sums of layers run side by side, so that a thread waits for memory less
 * often; whoever reads parts adds them up so, for the same bits everywhere.
 */
export function addLayers({ buffer, size, layers, at }: LayeredValue): string {
  const part = (layer: string): string => `${buffer}[(layer${layer}) * ${size} + ${at}]`;
  return `var totals = vec4<f32>();
      var layer = 0u;
      for (; layer + 4u <= ${layers}; layer += 4u) {
        totals += vec4<f32>(${['', ' + 1u', ' + 2u', ' + 3u'].map(part).join(', ')});
      }
      var total = (totals.x + totals.y) + (totals.z + totals.w);
      for (; layer < ${layers}; layer++) { total += ${part('')}; }`;
}

/** A workgroup belongs to one sum. */
const addPartsProgram = defineProgram<Constants>('add_parts', ({ count, share }) => {
  const each = <T>(value: T): T[] => Array.from({ length: count }, () => value);
  const body = (i: number): string => {
    const size = `params.size${i}`;
    return `if (number < params.end${i}) {
    let first = (number - ${i === 0 ? '0u' : `params.end${i - 1}`}) * ${share}u;
    for (var at = first + localIndex; at < min(first + ${share}u, ${size}); at += ${THREADS}u) {
      ${addLayers({ buffer: `sum${i}`, size, layers: `params.layers${i}`, at: 'at' })}
      sum${i}[at] = total;
    }
  }`;
  };
  return {
    inputs: {},
    outputs: numbered('sum', each('f32' as const)),
    uniforms: {
      ...numbered('end', each('u32' as const)),
      ...numbered('size', each('u32' as const)),
      ...numbered('layers', each('u32' as const)),
    },
    workgroupSize: [THREADS],
    main: `
  let number = workgroup.x + workgroup.y * workgroups.x;
  ${each('')
    .map((_, i) => body(i))
    .join(' else ')}`,
  };
});

function addUpGroup(backend: BackendView, sums: readonly TensorInfo[]): void {
  const share = isSoftware(backend.device.adapterInfo) ? SHARE.software : SHARE.gpu;
  const sizes = sums.map(({ shape }) => util.sizeFromShape(shape));
  const layers = sums.map(layersOf);
  let workgroups = 0;
  const ends = sizes.map((size) => (workgroups += Math.ceil(size / share)));
  issueProgram(backend, addPartsProgram({ count: sums.length, share }), {
    inputs: {},
    outputs: numbered('sum', sums),
    uniforms: { ...numbered('end', ends), ...numbered('size', sizes), ...numbered('layers', layers) },
    // All layers are read, and the sum is written.
    moves: numbered(
      'sum',
      layers.map((count) => count + 1),
    ),
    operations: sizes.reduce((total, size, i) => total + size * layers[i]!, 0),
    workgroups: spreadWorkgroups(backend, workgroups),
  });
}
