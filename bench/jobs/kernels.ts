import * as tf from '@tensorflow/tfjs-core';
import { kernelsOf } from '../../src/ops/kernels';
import { openDevice } from '../../src/gpu/device';
import { kernelCases, type KernelCase } from '../../src/device/measure/kernelCases';
import { timeWork, type WorkCost } from '../../src/device/measure/timeWork';

/** A fused op beside the composition of stock ops that defines it. */
export interface KernelComparison {
  readonly name: string;
  /** False where the op runs as its composition. */
  readonly hasKernel: boolean;
  readonly flops: number;
  /** Least bytes that a forward pass moves: every input and output once. */
  readonly bytes: number;
  readonly fused: WorkCost;
  /** Absent where the composition runs on the CPU. */
  readonly composed?: WorkCost;
  /** Forward and backward; absent where an op has no gradient. */
  readonly fusedTraining?: WorkCost;
  readonly composedTraining?: WorkCost;
}

export interface KernelChoice {
  readonly name: string;
  readonly repeats: number;
}

export async function listKernels(): Promise<string[]> {
  return kernelCases().map(({ name }) => name);
}

/** Times one fused op and its composition on the same device and the same inputs. */
export async function compareKernel(options: KernelChoice): Promise<KernelComparison> {
  const wanted = kernelCases().find(({ name }) => name === options.name);
  if (wanted === undefined) throw new Error(`There is no kernel case '${options.name}'.`);
  const open = await openDevice(navigator.gpu);
  const { op, attributes } = wanted;
  const inputs = wanted.inputs();
  const outputs = listOf(op(inputs, attributes));
  const time = (work: () => void): Promise<WorkCost> => timeWork(work, options.repeats);
  const forward = {
    fused: await time(() => op(inputs, attributes)),
    ...(wanted.comparable === false ? {} : { composed: await time(() => op.composed(inputs, attributes)) }),
  };
  const training =
    wanted.free.length === 0
      ? {}
      : {
          fusedTraining: await time(trainingOf(wanted, op, inputs)),
          composedTraining: await time(trainingOf(wanted, op.composed, inputs)),
        };
  const comparison = {
    name: wanted.name,
    hasKernel: kernelsOf(op.name) !== undefined,
    flops: wanted.flops,
    bytes: bytesOf([...Object.values(inputs), ...outputs]),
    ...forward,
    ...training,
  };
  open.close();
  return comparison;
}

function trainingOf(
  { attributes, free }: KernelCase,
  run: (inputs: Record<string, tf.Tensor>, attributes: KernelCase['attributes']) => tf.Tensor | tf.Tensor[],
  inputs: Record<string, tf.Tensor>,
): () => void {
  const first = (...tensors: tf.Tensor[]): tf.Tensor => {
    const named = Object.fromEntries(free.map((name, index) => [name, tensors[index]!]));
    return listOf(run({ ...inputs, ...named }, attributes))[0]!;
  };
  const cotangent = tf.onesLike(listOf(run(inputs, attributes))[0]!);
  return () =>
    tf.grads(first)(
      free.map((name) => inputs[name]!),
      cotangent,
    );
}

function listOf(output: tf.Tensor | tf.Tensor[]): tf.Tensor[] {
  return Array.isArray(output) ? output : [output];
}

function bytesOf(tensors: readonly tf.Tensor[]): number {
  return tensors.reduce((sum, { size }) => sum + size * Float32Array.BYTES_PER_ELEMENT, 0);
}
