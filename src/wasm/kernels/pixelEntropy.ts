import type { pixelEntropy } from '../../ops/pixelEntropy';
import { allocate, release, valuesOf } from '../backendView';
import { callOn } from '../program';
import { rowsOf, type WasmKernels } from './kernel';

export const pixelEntropyKernels: WasmKernels<typeof pixelEntropy> = {
  forward(backend, { logits, classes }, { ignored }, keeps) {
    const { rows, columns } = rowsOf(logits);
    let counted = 0;
    for (const label of valuesOf(backend, classes)) if (label !== ignored) counted++;
    const scale = 1 / Math.max(1, counted);
    const parts = allocate(backend, [rows, 2]);
    const gradient = keeps ? allocate(backend, logits.shape) : undefined;
    callOn(backend, 'pixelEntropy', rows, logits, classes, parts, gradient, columns, scale);
    let sum = 0;
    const values = valuesOf(backend, parts);
    for (let row = 0; row < rows; row++) sum += Math.log(values[2 * row]!) - values[2 * row + 1]!;
    release(backend, parts);
    const mean = allocate(backend, []);
    valuesOf(backend, mean)[0] = sum * scale;
    return { outputs: mean, kept: gradient && { gradient } };
  },
};
