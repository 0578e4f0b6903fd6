import { allocate } from '../backendView';
import { callOn } from '../program';
import { need, registerWasmKernel } from './register';

export function registerCells(): void {
  registerWasmKernel('VicMeanCells', (backend, inputs) => {
    const x = need(inputs, 'x');
    const [batch, cells, channels] = x.shape as [number, number, number];
    const y = allocate(backend, [batch, channels]);
    callOn(backend, 'meanCells', batch, x, y, cells, channels);
    return y;
  });
  registerWasmKernel('VicMeanCellsGradient', (backend, inputs, attributes) => {
    const dy = need(inputs, 'dy');
    const cells = attributes.cells as number;
    const [batch, channels] = dy.shape as [number, number];
    const dx = allocate(backend, [batch, cells, channels]);
    callOn(backend, 'meanCellsGradient', batch, dy, dx, cells, channels);
    return dx;
  });
}
