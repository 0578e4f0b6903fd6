import { decodeFloat16, encodeFloat16 } from '../floatValues';
import { readSafetensors, writeSafetensors } from '../safetensors';
import type { TensorData } from '../tensorData';

/** The tensor with 16 bits for each float; what holds no floats of 32 bits stays as it is. */
export function halved(tensor: TensorData): TensorData {
  if (tensor.dtype !== 'F32') return tensor;
  return { dtype: 'F16', shape: tensor.shape, data: encodeFloat16(tensor.data) };
}

/** Its floats of 16 bits as floats of 32. */
export function widened(tensor: TensorData): TensorData {
  if (tensor.dtype !== 'F16') return tensor;
  return { dtype: 'F32', shape: tensor.shape, data: decodeFloat16(tensor.data) };
}

/** A safetensors file of weights in half its size. @throws {Failure} as `readSafetensors` */
export function halvedWeights(file: Uint8Array): Uint8Array {
  const { tensors, metadata } = readSafetensors(file);
  const small = Object.entries(tensors).map(([name, tensor]) => [name, halved(tensor)] as const);
  return writeSafetensors(Object.fromEntries(small), metadata);
}
