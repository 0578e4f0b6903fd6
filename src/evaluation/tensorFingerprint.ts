import { fingerprintOf } from '../fingerprint';
import type { TensorMap } from '../nn/parameters';

/** Of tensors by their names; reads all of them. */
export async function fingerprintOfTensors(tensors: TensorMap): Promise<string> {
  const names = Object.keys(tensors).sort();
  const values = await Promise.all(names.map((name) => tensors[name]!.data()));
  const text = names.map((name) => `${name}[${tensors[name]!.shape.join()}]`).join();
  return fingerprintOf(new TextEncoder().encode(text), ...(values as (Float32Array | Int32Array)[]));
}
