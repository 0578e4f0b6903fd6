import type { DryComputer } from '../compute/computer';
import type { DeviceSummary } from '../compute/deviceSummary';
import type { Tilings } from '../config/tilings';
import { withShapeBackend, type DeviceTraits } from './backendView';
import { registerGpuKernels } from './kernels';
import { gpuPort } from './port';

const SUMMARY: DeviceSummary = {
  backend: 'webgpu',
  name: 'shapes',
  software: false,
  features: [],
  maxBufferSize: Infinity,
  maxStorageBufferBindingSize: Infinity,
};

/**
 * The dry run of a device with these traits: our kernels allocate what they would allocate there, and compute nothing.
 * `tilings` are those that are used there.
 */
export function onShapes<T>(traits: DeviceTraits, work: (dry: DryComputer) => T, tilings: Tilings = {}): T {
  return withShapeBackend(traits, (backend) => {
    registerGpuKernels();
    const port = gpuPort(backend);
    port.tilings.use(tilings);
    return work({
      computer: {
        ...port,
        summary: SUMMARY,
        dryRun: (inner) => onShapes(traits, inner, tilings),
        close: () => undefined,
      },
      stepBytes: (step) => {
        const recorded = port.record(step);
        const { bytes, largestBuffer: largest } = recorded;
        const commands = recorded.describe();
        recorded.dispose();
        return { bytes, largest, commands };
      },
    });
  });
}
