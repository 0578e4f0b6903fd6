import { mul, registerGradient, type TensorInfo } from '@tensorflow/tfjs-core';
import { firstOutput, recordsGradients } from '../../gpu/kernels/gradients';
import { pixelEntropy } from '../../ops/pixelEntropy';
import { allocate, release, type BackendView } from '../backendView';
import { callOn } from '../program';
import { need, registerWasmKernel, rowsOf, type KernelInputs } from './register';

/** The mean, and, where a backward pass follows, its gradient by the logits. */
function entropy(backend: BackendView, inputs: KernelInputs, ignored: number): TensorInfo[] {
  const [logits, classes] = [need(inputs, 'logits'), need(inputs, 'classes')];
  const { rows, columns } = rowsOf(logits);
  let counted = 0;
  for (const label of backend.typedArrayFromHeap(classes)) if (label !== ignored) counted++;
  const scale = 1 / Math.max(1, counted);
  const parts = allocate(backend, [rows, 2]);
  const gradient = recordsGradients() ? allocate(backend, logits.shape) : undefined;
  callOn(backend, 'pixelEntropy', rows, logits, classes, parts, gradient, columns, scale);
  let sum = 0;
  const values = backend.typedArrayFromHeap(parts);
  for (let row = 0; row < rows; row++) sum += Math.log(values[2 * row]!) - values[2 * row + 1]!;
  release(backend, parts);
  const mean = allocate(backend, []);
  backend.typedArrayFromHeap(mean)[0] = sum * scale;
  return gradient === undefined ? [mean] : [mean, gradient];
}

export function registerPixelEntropy(): void {
  registerWasmKernel(pixelEntropy.kernelName, (backend, inputs, { ignored }) =>
    entropy(backend, inputs, ignored as number),
  );
  registerGradient({
    kernelName: pixelEntropy.kernelName,
    outputsToSave: [false, true],
    gradFunc: (dys, saved) => ({ logits: () => mul(saved[0]!, firstOutput(dys)) }),
  });
}
