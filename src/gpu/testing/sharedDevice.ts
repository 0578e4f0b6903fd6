import type { Computer } from '../../compute/computer';
import { openDevice, type DeviceOptions } from '../device';

/** @file Test support: one device for all test files of a page, so that what several of them run is compiled once. */

let shared: Promise<GPUDevice> | undefined;

/** An error that no call caught fails the tests. */
const STRICT: DeviceOptions = {
  onError: (failure) => {
    throw failure;
  },
};

/** Opens the page's one device, with a backend of its own for whoever asks; to close it frees what the backend holds. */
export async function openSharedDevice(options: DeviceOptions = STRICT): Promise<Computer> {
  const adapter = (await navigator.gpu.requestAdapter({ powerPreference: 'high-performance' }))!;
  const { features, limits, info } = adapter;
  const requestDevice = (descriptor: GPUDeviceDescriptor): Promise<GPUDevice> =>
    (shared ??= adapter.requestDevice(descriptor).then(lasting));
  const gpu = { requestAdapter: () => Promise.resolve({ features, limits, info, requestDevice }) };
  return openDevice(gpu as unknown as GPU, options);
}

/** Keeps every pipeline: the browser hands the same one out again for the same program as long as it exists. */
function lasting(device: GPUDevice): GPUDevice {
  const kept: GPUComputePipeline[] = [];
  const keep = (pipeline: GPUComputePipeline): GPUComputePipeline => {
    kept.push(pipeline);
    return pipeline;
  };
  const compile = device.createComputePipeline.bind(device);
  const compileAside = device.createComputePipelineAsync.bind(device);
  return Object.assign(device, {
    createComputePipeline: (descriptor: GPUComputePipelineDescriptor) => keep(compile(descriptor)),
    createComputePipelineAsync: async (descriptor: GPUComputePipelineDescriptor) =>
      keep(await compileAside(descriptor)),
    destroy: () => undefined,
  });
}
