import {
  registerGradient,
  scalar,
  type Scalar,
  type Tensor,
  type Tensor3D,
  type TensorInfo,
} from '@tensorflow/tfjs-core';
import { covariancePenalty } from '../ops/covariancePenalty';
import { release } from '../backendView';
import { shape3 } from './flat';
import { firstOutput, recordsGradients, runKernel } from './gradients';
import { MOST_SAMPLES, offDiagonal, offDiagonalGradient } from './gram';
import { largeOffDiagonalEnergy, largeOffDiagonalGradient } from './largeCovariance';
import { need, registerWebGpuKernel } from './register';
import { finishSum } from './workgroupSum';

/** @file The covariance term, whose matrices never leave the GPU. */

const GRADIENT_KERNEL = `${covariancePenalty.kernelName}Gradient`;

/** Mean over slots, over D, of squared covariances with divisor B − 1, as one factor on the sum of squares of Xᵀ·X. */
const scaleOf = ([batch, slots, dimensions]: readonly [number, number, number]): number =>
  1 / (slots * dimensions * (batch - 1) ** 2);

/** tfjs hands kernels the tensors themselves. */
const asTensor = (info: TensorInfo): Tensor => info as unknown as Tensor;

export function registerCovariancePenalty(): void {
  registerWebGpuKernel(covariancePenalty.kernelName, (backend, inputs) => {
    const x = need(inputs, 'x');
    const shape = shape3(x);
    if (shape[0] < 2) return [scalar(NaN)];
    if (shape[0] > MOST_SAMPLES) return [largeOffDiagonalEnergy(asTensor(x) as Tensor3D, scaleOf(shape))];
    const { energies, gram } = offDiagonal(backend, x, scaleOf(shape));
    const penalty = finishSum(backend, energies);
    if (recordsGradients()) return [penalty, gram];
    release(backend, gram);
    return [penalty];
  });

  registerWebGpuKernel(GRADIENT_KERNEL, (backend, { dy, x, gram }) => {
    const scale = scaleOf(shape3(x!));
    return gram === undefined
      ? largeOffDiagonalGradient(asTensor(dy!) as Scalar, asTensor(x!) as Tensor3D, scale)
      : offDiagonalGradient(backend, dy!, x!, gram, scale);
  });

  registerGradient({
    kernelName: covariancePenalty.kernelName,
    inputsToSave: ['x'],
    outputsToSave: [false, true],
    gradFunc: (dys, saved) => {
      const [x, gram] = saved as [Tensor, Tensor?];
      const inputs = { dy: firstOutput(dys), x, ...(gram && { gram }) };
      return { x: () => runKernel(GRADIENT_KERNEL, inputs) };
    },
  });
}
