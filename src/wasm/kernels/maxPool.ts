import { allocate } from '../backendView';
import { callOn } from '../program';
import { need, registerWasmKernel } from './register';

export function registerMaxPool(): void {
  registerWasmKernel('VicMaxPool', (backend, inputs) => {
    const x = need(inputs, 'x');
    const [batch, height, width, channels] = x.shape as [number, number, number, number];
    const rows = Math.ceil(height / 2);
    const y = allocate(backend, [batch, rows, Math.ceil(width / 2), channels]);
    const taps = allocate(backend, y.shape, 'int32');
    callOn(backend, 'maxPool', batch * rows, x, y, taps, height, width, channels);
    return [y, taps];
  });
  registerWasmKernel('VicMaxPoolGradient', (backend, inputs, attributes) => {
    const shape = attributes.shape as [number, number, number, number];
    const [batch, height, width, channels] = shape;
    const dx = allocate(backend, shape);
    callOn(
      backend,
      'maxPoolGradient',
      batch,
      need(inputs, 'dy'),
      need(inputs, 'taps'),
      dx,
      height,
      width,
      channels,
    );
    return dx;
  });
}
