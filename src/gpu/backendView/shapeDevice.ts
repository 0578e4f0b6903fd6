/** @file A device that computes nothing: it hands out buffers that have a size and no contents. */

/** What a program's way to tile depends on. */
export type DeviceTraits = Pick<GPUDevice, 'features' | 'limits' | 'adapterInfo'>;

/** What WebGPU promises of every device, as far as kernels ask for it. */
const LIMITS = {
  maxComputeWorkgroupsPerDimension: 65_535,
  maxComputeWorkgroupStorageSize: 16_384,
  maxComputeInvocationsPerWorkgroup: 256,
  maxComputeWorkgroupSizeX: 256,
  maxComputeWorkgroupSizeY: 256,
  maxComputeWorkgroupSizeZ: 64,
  maxStorageBuffersPerShaderStage: 8,
  maxUniformBufferBindingSize: 65_536,
};
const UNNAMED = { vendor: '', architecture: '', device: '', description: '' };

/** An adapter without anything special. */
export const PLAIN_TRAITS = {
  features: new Set<GPUFeatureName>(),
  limits: LIMITS,
  adapterInfo: UNNAMED,
} as unknown as DeviceTraits;

/** What browsers have on graphics cards. */
export const GRAPHICS_CARD_TRAITS = {
  features: new Set<GPUFeatureName>(['subgroups', 'shader-f16', 'timestamp-query']),
  limits: { ...LIMITS, maxStorageBuffersPerShaderStage: 10 },
  adapterInfo: UNNAMED,
} as unknown as DeviceTraits;

/** The limits of a device, which are getters of its own, but for the number of workgroups. */
function withRoom(limits: GPUSupportedLimits): GPUSupportedLimits {
  const own: Record<string, unknown> = {};
  for (const name in limits) own[name] = limits[name as keyof GPUSupportedLimits];
  // A run that no device could dispatch has a size too.
  own.maxComputeWorkgroupsPerDimension = 2 ** 31 - 1;
  return own as unknown as GPUSupportedLimits;
}

const nothing = (): void => undefined;

/** Methods stand on the prototype, as those of a real device: who records a step covers them for a time. */
class ShapeDevice {
  readonly features: DeviceTraits['features'];
  readonly limits: DeviceTraits['limits'];
  readonly adapterInfo: DeviceTraits['adapterInfo'];
  readonly lost = new Promise<never>(nothing);
  readonly queue = { submit: nothing, writeBuffer: nothing, onSubmittedWorkDone: () => Promise.resolve() };

  constructor({ features, limits, adapterInfo }: DeviceTraits) {
    this.features = features;
    this.limits = withRoom(limits);
    this.adapterInfo = adapterInfo;
  }

  createBuffer({ size, usage, label = '' }: GPUBufferDescriptor): GPUBuffer {
    const own = {
      ...{ size, usage, label, mapState: 'unmapped' },
      ...{ getMappedRange: () => new ArrayBuffer(size), unmap: nothing, destroy: nothing },
    };
    // tfjs asks whether it is a buffer or a texture.
    return Object.create(
      GPUBuffer.prototype,
      Object.fromEntries(Object.entries(own).map(([name, value]) => [name, { value, writable: true }])),
    ) as GPUBuffer;
  }

  createCommandEncoder() {
    const pass = {
      ...{ setPipeline: nothing, setBindGroup: nothing, dispatchWorkgroups: nothing, end: nothing },
    };
    return { beginComputePass: () => pass, copyBufferToBuffer: nothing, finish: () => ({}) };
  }

  createBindGroup({ label = '' }: GPUBindGroupDescriptor) {
    return { label };
  }

  createBindGroupLayout() {
    return {};
  }

  createPipelineLayout() {
    return {};
  }

  createShaderModule() {
    return {};
  }

  createComputePipeline({ label = '' }: GPUComputePipelineDescriptor) {
    return { label, getBindGroupLayout: () => ({}) };
  }

  pushErrorScope(): void {
    return undefined;
  }

  popErrorScope(): Promise<null> {
    return Promise.resolve(null);
  }
}

export function shapeDevice(traits: DeviceTraits): GPUDevice {
  return new ShapeDevice(traits) as unknown as GPUDevice;
}
