import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { util, type TensorInfo } from '@tensorflow/tfjs-core';
import { bufferOf, freeIdleBuffers } from './buffers';
import { encodeOutsidePass } from './commands';
import { allocate, internals, release, tensorOf, viewBackend, type BackendView } from './view';

/**
 * @file Tensors whose values lie in a part of another tensor's buffer, their _home_. A program can bind the home once, in
 * place of each of them; to everything else they are tensors like others. A home lives until the last of its slices is
 * disposed of.
 */

type Identity = Pick<TensorInfo, 'dataId'>;

interface Slice {
  readonly home: TensorInfo;
  /** In bytes. */
  readonly offset: number;
  readonly size: number;
}

const slices = new WeakMap<object, Slice>();

/** Where a slice may begin: what WebGPU asks of every device at the most. */
const ALIGNMENT = 256;
const FLOAT = 4;

/** The first place from `bytes` on where a slice may begin. */
export function aligned(bytes: number): number {
  return Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
}

/** Gives a tensor that has no buffer yet `size` bytes of the home's, from `offset` on. */
export function placeIn(
  backend: BackendView,
  { dataId }: Identity,
  home: TensorInfo,
  offset: number,
  size: number,
): void {
  const data = internals(backend).tensorMap.get(dataId);
  data.resource = bufferOf(backend, home);
  internals(backend).incRef(home.dataId);
  slices.set(dataId, { home, offset, size });
}

/** Moves tensors with their values into one buffer, in this order. What is recorded with their old buffers is void. */
export function moveTogether(backend: BackendView, tensors: readonly TensorInfo[]): void {
  const sizes = tensors.map(({ shape }) => util.sizeFromShape(shape) * FLOAT);
  let end = 0;
  const offsets = sizes.map((size) => {
    const offset = end;
    end = aligned(end + size);
    return offset;
  });
  const home = allocate(backend, [end / FLOAT]);
  const to = bufferOf(backend, home);
  const own = internals(backend);
  tensors.forEach((tensor, i) => {
    const from = bufferOf(backend, tensor);
    encodeOutsidePass(backend, [home], (encoder) =>
      encoder.copyBufferToBuffer(from, 0, to, offsets[i]!, sizes[i]),
    );
    // Its buffer goes back with a tensor that nobody has, once the copy is submitted.
    const old = allocate(backend, tensor.shape);
    own.tensorMap.get(old.dataId).resource = from;
    own.commandQueueOwnedIds.add(old.dataId);
    release(backend, old);
    placeIn(backend, tensor, home, offsets[i]!, sizes[i]!);
  });
  release(backend, home);
  freeIdleBuffers(backend);
}

/** Whether a tensor's values lie in another's buffer. */
export function isSlice({ dataId }: Identity): boolean {
  return slices.has(dataId);
}

/** The tensor whose buffer has a tensor's values, and where they begin there, in values. */
export function homeOf(tensor: TensorInfo): { readonly home: TensorInfo; readonly at: number } {
  const slice = slices.get(tensor.dataId);
  return slice === undefined ? { home: tensor, at: 0 } : { home: slice.home, at: slice.offset / FLOAT };
}

/** Whether the backend still has a tensor. */
export function isKept(backend: BackendView, { dataId }: Identity): boolean {
  return internals(backend).tensorMap.has(dataId);
}

/** A tensor's values as a program binds them. */
export function bindingOf(backend: BackendView, tensor: Identity): GPUBufferBinding & { offset: number } {
  const buffer = bufferOf(backend, tensor);
  const slice = slices.get(tensor.dataId);
  return slice === undefined ? { buffer, offset: 0 } : { buffer, offset: slice.offset, size: slice.size };
}

/** The values of a slice in a tensor of its own. */
export function copyOut(backend: BackendView, dataId: object): TensorInfo {
  const slice = tensorOf(backend, dataId);
  const copy = allocate(backend, slice.shape, slice.dtype);
  const { buffer, offset } = bindingOf(backend, slice);
  const to = bufferOf(backend, copy);
  encodeOutsidePass(backend, [slice, copy], (encoder) =>
    encoder.copyBufferToBuffer(buffer, offset, to, 0, util.sizeFromShape(slice.shape) * FLOAT),
  );
  return copy;
}

/** Has tfjs's own programs bind slices where they lie, and never give a home's buffer back for one of them. */
export function keepSlices(backend: WebGPUBackend): void {
  const view = viewBackend(backend);
  const own = internals(view);
  const bind = own.tensorToBinding.bind(own);
  const releaseResource = own.releaseResource.bind(own);
  own.tensorToBinding = (tensor) => (tensor && isSlice(tensor) ? bindingOf(view, tensor) : bind(tensor));
  own.releaseResource = (dataId) => {
    const slice = slices.get(dataId);
    if (slice === undefined) {
      releaseResource(dataId);
      return;
    }
    slices.delete(dataId);
    own.tensorMap.get(dataId).resource = null;
    release(view, slice.home);
  };
}
