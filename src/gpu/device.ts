import * as tf from '@tensorflow/tfjs-core';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import type { Failure } from '../failure';
import { adapterFacts } from './adapterFacts';
import { adapterName, isSoftware } from './adapterKind';
import type { Computer } from '../compute/computer';
import type { DeviceSummary } from '../compute/deviceSummary';
import { createBackend, viewBackend } from './backendView';
import { listenToErrors } from './deviceErrors';
import { registerGpuKernels } from './kernels';
import { gpuPort } from './port';
import { onShapes } from './shapes';
import { prepareForStockOps } from './stockOps';
import { tilingsInUse } from './tilings/chooseTiling';
import { deviceLost, noAdapter, noDevice, noWebgpu, softwareAdapter } from './deviceFailures';

/** @file Opens the GPU with all that it has, and hands it to tfjs as its backend `webgpu`. */

export interface DeviceOptions {
  /** The browser's own name, to say which remedy fits; empty in Node. */
  readonly userAgent?: string;
  /** False on a page that came by plain http, where browsers hide WebGPU. */
  readonly secureContext?: boolean;
  readonly powerPreference?: GPUPowerPreference;
  /** Takes the adapter that computes on the processor, where the browser has one. */
  readonly forceFallback?: boolean;
  /** Refuses an adapter that computes on the processor, before anything is opened on it. */
  readonly hardwareOnly?: boolean;
  /** Leaves tfjs's backend as it comes, without any kernel of ours. */
  readonly stockKernels?: boolean;
  /** Dispatches that are encoded before they are sent to the GPU. */
  readonly submitBatch?: number;
  /** Called for errors that no call of ours caught, once per code: a lack of memory, a defect. Left out, the console tells. */
  readonly onError?: (failure: Failure) => void;
}

const WANTED_FEATURES: readonly GPUFeatureName[] = ['subgroups', 'shader-f16', 'timestamp-query'];

const WANTED_LIMITS = [
  'maxBufferSize',
  'maxStorageBufferBindingSize',
  'maxStorageBuffersPerShaderStage',
  'maxUniformBufferBindingSize',
  'maxComputeWorkgroupStorageSize',
  'maxComputeInvocationsPerWorkgroup',
  'maxComputeWorkgroupSizeX',
  'maxComputeWorkgroupSizeY',
  'maxComputeWorkgroupSizeZ',
  'maxComputeWorkgroupsPerDimension',
] as const satisfies readonly (keyof GPUSupportedLimits)[];

/**
 * Dispatches per submit. The GPU starts on a batch only when it is sent, and a tensor's buffer is reused only after
 * its batch: large enough that submits are rare, small enough that a step's intermediates do not pile up.
 */
const SUBMIT_BATCH = 64;

/**
 * Opens `gpu`'s fastest adapter with every feature and limit that the kernels can use, and makes it tfjs's backend.
 * Runs in a page, a worker and Node; `gpu` is `navigator.gpu` or what stands in for it.
 *
 * @throws Failure `no_webgpu` without `gpu`; `no_adapter` when no adapter answers, `software_adapter` when only one
 * answers that `hardwareOnly` rules out, `no_device` when it refuses to open.
 */
export async function openDevice(gpu: GPU | undefined, options: DeviceOptions = {}): Promise<Computer> {
  const userAgent = options.userAgent ?? '';
  if (gpu === undefined) throw noWebgpu(userAgent, options.secureContext ?? true);

  const adapter = await requestAdapter(gpu, options, userAgent);
  if (options.hardwareOnly === true && isSoftware(adapter.info))
    throw softwareAdapter(userAgent, adapterName(adapter.info));
  const device = await requestDevice(adapter);

  let closed = false;
  const lost = new Promise<Failure>((resolve) => {
    void device.lost.then((info) => {
      if (!closed) resolve(deviceLost(info));
    });
  });
  listenToErrors(device, options.onError ?? ((failure) => console.error(failure.info.message)));

  const backend = await useBackend(device, adapter.info, options);
  return {
    ...gpuPort(backend),
    summary: summarize(adapter, device),
    lost,
    dryRun: (work) => onShapes(device, work, tilingsInUse(viewBackend(backend))),
    close() {
      if (closed) return;
      closed = true;
      if (tf.findBackend('webgpu') === backend) tf.removeBackend('webgpu');
      device.destroy();
    },
  };
}

async function requestAdapter(
  gpu: GPU,
  { powerPreference = 'high-performance', forceFallback = false }: DeviceOptions,
  userAgent: string,
): Promise<GPUAdapter> {
  let adapter: GPUAdapter | null;
  try {
    adapter = await gpu.requestAdapter({ powerPreference, forceFallbackAdapter: forceFallback });
  } catch (error) {
    throw noAdapter(userAgent, error);
  }
  if (adapter === null) throw noAdapter(userAgent);
  return adapter;
}

async function requestDevice(adapter: GPUAdapter): Promise<GPUDevice> {
  const requiredFeatures = WANTED_FEATURES.filter((feature) => adapter.features.has(feature));
  const requiredLimits = Object.fromEntries(WANTED_LIMITS.map((limit) => [limit, adapter.limits[limit]]));
  try {
    return await adapter.requestDevice({ requiredFeatures, requiredLimits });
  } catch (error) {
    throw noDevice(error);
  }
}

async function useBackend(
  device: GPUDevice,
  info: GPUAdapterInfo,
  { submitBatch = SUBMIT_BATCH, stockKernels = false }: DeviceOptions,
): Promise<WebGPUBackend> {
  const backend = createBackend(device, info, submitBatch);
  if (!stockKernels) prepareForStockOps(backend);
  if (tf.engine().registryFactory.webgpu !== undefined) tf.removeBackend('webgpu');
  tf.registerBackend('webgpu', () => backend);
  if (!stockKernels) registerGpuKernels();
  await tf.setBackend('webgpu');
  return backend;
}

function summarize(adapter: GPUAdapter, device: GPUDevice): DeviceSummary {
  return {
    backend: 'webgpu',
    name: adapterName(adapter.info),
    software: isSoftware(adapter.info),
    features: [...device.features].sort(),
    adapter: adapterFacts(adapter.info, device.limits),
    maxBufferSize: device.limits.maxBufferSize,
    maxStorageBufferBindingSize: device.limits.maxStorageBufferBindingSize,
  };
}
