import {
  registerGradient,
  util,
  type NamedAttrMap,
  type Tensor,
  type TensorInfo,
} from '@tensorflow/tfjs-core';
import { allocate, share, type BackendView } from '../backendView';
import { allocateActivation, allocateStored, isHalf } from '../halfTensors';
import type { Activation } from '../../ops/linear';
import { activationFunction, activationGradient } from './activation';
import { columnSums } from './columnSums';
import { lanesOf, realOf } from './flat';
import { firstOutput, recordsGradients, runKernel, shared } from './gradients';
import { columns, rows } from './matmul/definition';
import { defineMatmul } from './matmul/matmul';
import { need, registerWebGpuKernel, type KernelInputs } from './register';

/** @file y = act(x wᵀ + b) and its gradients: three matrix products, the activation fused into the first one. */

type Forward = { activation: Activation; bias: boolean; keep: boolean; width: 1 | 4 };

const forward = defineMatmul<Forward>('linear', ({ activation, bias, keep, width }) => ({
  inputs: { x: realOf(width), w: realOf(width), ...(bias ? { b: 'f32' as const } : {}) },
  outputs: ['y', ...(keep ? ['kept'] : [])],
  declarations: activationFunction(activation),
  a: rows('x', 'params.k', width),
  b: rows('w', 'params.k', width),
  start: bias ? 'b[column]' : '0.0',
  ...(activation !== 'none' && {
    finish: `let activated = activate(value); write_y(i, activated.value); ${keep ? 'write_kept(i, activated.kept);' : ''}`,
  }),
}));

const inputGradient = defineMatmul<{ widthZ: 1 | 4; widthW: 1 | 4 }>(
  'linear_input_gradient',
  ({ widthZ, widthW }) => ({
    inputs: { dz: realOf(widthZ), w: realOf(widthW) },
    outputs: ['dx'],
    a: rows('dz', 'params.k', widthZ),
    b: columns('w', 'params.n', widthW),
  }),
);

type Widths = { widthZ: 1 | 4; widthX: 1 | 4 };

const weightGradient = defineMatmul<Widths>('linear_weight_gradient', ({ widthZ, widthX }) => ({
  inputs: { dz: realOf(widthZ), x: realOf(widthX) },
  outputs: ['dw'],
  a: columns('dz', 'params.m', widthZ),
  b: columns('x', 'params.n', widthX),
}));

/** y, and, where a backward pass follows, what the gradient needs: GELU's derivative, ReLU's output. */
function linearKernel(backend: BackendView, inputs: KernelInputs, attributes: NamedAttrMap): TensorInfo[] {
  const activation = attributes.activation as Activation;
  const x = need(inputs, 'x');
  const w = need(inputs, 'w');
  const { b } = inputs;
  const [m, k] = x.shape as [number, number];
  const n = w.shape[0]!;
  const y = allocateActivation(backend, [m, n], attributes);
  const keep = activation === 'gelu' && recordsGradients();
  const kept = keep ? { kept: allocateActivation(backend, [m, n], attributes) } : undefined;
  forward(
    backend,
    { activation, bias: b !== undefined, keep, width: lanesOf(k) },
    { m, n, k, inputs: { x, w, ...(b === undefined ? {} : { b }) }, outputs: { y, ...kept } },
  );
  if (kept !== undefined) return [y, kept.kept];
  return activation === 'relu' ? [y, share(backend, y)] : [y];
}

export function registerLinear(): void {
  registerWebGpuKernel('VicLinear', linearKernel);
  registerWebGpuKernel('VicActivationGradient', (backend, inputs, { activation }) =>
    activationGradient(
      backend,
      activation as Exclude<Activation, 'none'>,
      need(inputs, 'dy'),
      need(inputs, 'kept'),
    ),
  );
  registerWebGpuKernel('VicLinearInputGradient', (backend, inputs, { half }) => {
    const [dz, w] = [need(inputs, 'dz'), need(inputs, 'w')];
    const [m, k] = dz.shape as [number, number];
    const n = w.shape[1]!;
    const dx = allocateStored(backend, [m, n], half as boolean);
    inputGradient(
      backend,
      { widthZ: lanesOf(k), widthW: lanesOf(n) },
      { m, n, k, inputs: { dz, w }, outputs: { dx } },
    );
    return dx;
  });
  registerWebGpuKernel('VicLinearWeightGradient', (backend, inputs) => {
    const [dz, x] = [need(inputs, 'dz'), need(inputs, 'x')];
    const [k, m] = dz.shape as [number, number];
    const n = x.shape[1]!;
    const dw = allocate(backend, [m, n]);
    weightGradient(
      backend,
      { widthZ: lanesOf(m), widthX: lanesOf(n) },
      { m, n, k, inputs: { dz, x }, outputs: { dw } },
    );
    return dw;
  });
  registerWebGpuKernel('VicColumnSums', (backend, inputs) => {
    const x = need(inputs, 'x');
    const columnCount = x.shape.at(-1)!;
    const size = util.sizeFromShape(x.shape);
    return columnSums(backend, { x }, size / columnCount, columnCount)[0]!;
  });
  registerGradient({
    kernelName: 'VicLinear',
    inputsToSave: ['x', 'w'],
    outputsToSave: [false, true],
    gradFunc: (dys, saved, attributes) => {
      const [x, w, kept] = saved as [Tensor, Tensor, Tensor?];
      const dy = firstOutput(dys);
      const activation = attributes.activation as Activation;
      const dz = shared(() =>
        kept === undefined ? dy : runKernel('VicActivationGradient', { dy, kept }, { activation }),
      );
      return {
        x: () => runKernel('VicLinearInputGradient', { dz: dz(), w }, { half: isHalf(x) }),
        w: () => runKernel('VicLinearWeightGradient', { dz: dz(), x }),
        b: () => runKernel('VicColumnSums', { x: dz() }),
      };
    },
  });
}
