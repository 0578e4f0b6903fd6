import { env, type TensorInfo } from '@tensorflow/tfjs-core';
import { internals, type BackendView } from './view';

/** @file Own kernels join the backend's open compute pass, or they would run out of order with stock ones. */

const BATCH_FLAG = 'WEBGPU_DEFERRED_SUBMIT_BATCH_SIZE';

/** Has commands sent to the GPU once there are `batch` dispatches, from now on. */
export function submitEvery(batch: number): void {
  env().set(BATCH_FLAG, batch);
}

/** Runs `work`, whose commands are sent to the GPU only by `flush`. */
export function withoutSubmits<T>(work: () => T): T {
  const batch = env().getNumber(BATCH_FLAG);
  submitEvery(Number.MAX_SAFE_INTEGER);
  try {
    return work();
  } finally {
    submitEvery(batch);
  }
}

/** Records a dispatch on these tensors into the open pass, and submits when the backend would. */
export function encodeDispatch(
  backend: BackendView,
  tensors: readonly TensorInfo[],
  encode: (pass: GPUComputePassEncoder) => void,
): void {
  const own = internals(backend);
  hold(backend, tensors);
  own.ensureCommandEncoderReady();
  encode((own.computePassEncoder ??= own.commandEncoder!.beginComputePass()));
  own.dispatchCountInPass += 1;
  if (own.dispatchCountInPass < env().getNumber(BATCH_FLAG)) return;
  own.endComputePassEncoder();
  own.submitQueue();
}

/** Records commands on these tensors that need no pass. */
export function encodeOutsidePass(
  backend: BackendView,
  tensors: readonly TensorInfo[],
  encode: (encoder: GPUCommandEncoder) => void,
): void {
  const own = internals(backend);
  own.ensureCommandEncoderReady();
  own.endComputePassEncoder();
  encode(own.commandEncoder!);
  hold(backend, tensors);
}

/** Sends everything that is recorded and not yet submitted to the GPU. */
export function flush(backend: BackendView): void {
  const own = internals(backend);
  if (own.commandEncoder === null) return;
  own.endComputePassEncoder();
  own.submitQueue();
}

/** Keeps the buffers of tensors from being handed out again before the command that uses them is submitted. */
function hold(backend: BackendView, tensors: readonly TensorInfo[]): void {
  for (const { dataId } of tensors) internals(backend).commandQueueOwnedIds.add(dataId);
}
