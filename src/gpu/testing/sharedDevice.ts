import type { Computer } from '../../compute/computer';
import type { Failure } from '../../failure';
import { openDevice, type DeviceOptions } from '../device';

/** @file Test support: one device for all test files of a page, so that what several of them run is compiled once. */

/** What kernels are tiled for: a software adapter and a hardware one take different ways. */
export const ADAPTERS = ['the adapter at hand', 'a hardware adapter'] as const;
/** One whose kernels hardly differ from those for the adapter at hand. */
export const WITHOUT_QUADS = 'a software adapter without quads';
export type TiledFor = (typeof ADAPTERS)[number] | typeof WITHOUT_QUADS;

/** What an adapter says of itself. */
const HARDWARE: Partial<GPUAdapterInfo> = { vendor: 'any', subgroupMinSize: 32, subgroupMaxSize: 32 };
const SOFTWARE: Partial<GPUAdapterInfo> = { vendor: 'software', subgroupMinSize: 8, subgroupMaxSize: 8 };

let shared: Record<TiledFor, Promise<GPUDevice>> | undefined;
/** Who opened the device last: errors are told to them alone, though the device has been opened for several adapters. */
let opened: symbol;

interface SharedDeviceOptions extends Pick<DeviceOptions, 'onError'> {
  readonly tiledFor?: TiledFor;
}

/** An error that no call caught fails the tests. */
function fail(failure: Failure): never {
  throw failure;
}

/**
 * Opens the page's one device, with a backend of its own for whoever asks; to close it frees what the backend holds.
 * Tiled for another adapter, it passes for one: results must not depend on it.
 */
export async function openSharedDevice({
  tiledFor = 'the adapter at hand',
  onError = fail,
}: SharedDeviceOptions = {}): Promise<Computer> {
  const adapter = (await navigator.gpu.requestAdapter({ powerPreference: 'high-performance' }))!;
  const { features, limits, info } = adapter;
  const requestDevice = (descriptor: GPUDeviceDescriptor): Promise<GPUDevice> => {
    if (shared === undefined) {
      const device = adapter.requestDevice(descriptor).then(lasting);
      shared = {
        'the adapter at hand': device,
        'a hardware adapter': device.then((own) => withInfo(own, HARDWARE)),
        [WITHOUT_QUADS]: device.then((own) => withInfo(own, SOFTWARE)),
      };
    }
    return shared[tiledFor];
  };
  const gpu = { requestAdapter: () => Promise.resolve({ features, limits, info, requestDevice }) };
  const own = (opened = Symbol());
  return openDevice(gpu as unknown as GPU, {
    onError: (failure) => {
      if (opened === own) onError(failure);
    },
  });
}

/** The same device, so that programs which do not depend on the adapter are compiled once; only what it says of itself differs. */
function withInfo(device: GPUDevice, adapterInfo: Partial<GPUAdapterInfo>): GPUDevice {
  return new Proxy(device, {
    get: (target, name) => {
      if (name === 'adapterInfo') return adapterInfo;
      const value: unknown = Reflect.get(target, name);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
    set: (target, name, value) => Reflect.set(target, name, value),
  });
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
