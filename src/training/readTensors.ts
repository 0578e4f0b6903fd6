import type * as tf from '@tensorflow/tfjs-core';
import type { TensorData } from '../formats/tensorData';
import type { ParameterSpec, TensorMap } from '../nn/parameters';

/** Bytes that are read at once where reading may take its time: they need as much room on the device again. */
const PORTION_BYTES = 2 ** 26;
const BYTES_PER_NUMBER = 4;

/** Reads the tensors of a model back by name, all of them as they are at the call. */
export async function readTensors(
  specs: readonly ParameterSpec[],
  tensors: TensorMap,
): Promise<Record<string, TensorData>> {
  const entries = specs.map(async ({ name, shape }) => [name, await read(tensors[name]!, shape)] as const);
  return Object.fromEntries(await Promise.all(entries));
}

/** `readTensors` in portions, for tensors that nothing changes meanwhile. */
export async function readInPortions(
  specs: readonly ParameterSpec[],
  tensors: TensorMap,
): Promise<Record<string, TensorData>> {
  const all: Record<string, TensorData>[] = [];
  let portion: ParameterSpec[] = [];
  let bytes = 0;
  for (const spec of specs) {
    portion.push(spec);
    bytes += tensors[spec.name]!.size * BYTES_PER_NUMBER;
    if (bytes < PORTION_BYTES) continue;
    all.push(await readTensors(portion, tensors));
    [portion, bytes] = [[], 0];
  }
  all.push(await readTensors(portion, tensors));
  return Object.assign({}, ...all) as Record<string, TensorData>;
}

async function read(tensor: tf.Tensor, shape: readonly number[]): Promise<TensorData> {
  const data = await tensor.data();
  if (data instanceof Int32Array) return { dtype: 'I32', shape, data };
  return { dtype: 'F32', shape, data: new Float32Array(data) };
}
