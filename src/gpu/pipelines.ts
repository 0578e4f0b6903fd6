import { isCompilingOnly } from './backendView';
import { tellError } from './deviceErrors';
import type { Program } from './program';
import { shaderFailure } from './shaderFailure';

/** A pipeline with the layout of its one bind group. */
export interface CompiledProgram {
  readonly pipeline: GPUComputePipeline;
  readonly layout: GPUBindGroupLayout;
}

interface DevicePipelines {
  readonly ready: Map<string, CompiledProgram>;
  readonly pending: Map<string, Promise<void>>;
}

const perDevice = new WeakMap<GPUDevice, DevicePipelines>();

function pipelinesOf(device: GPUDevice): DevicePipelines {
  let pipelines = perDevice.get(device);
  if (pipelines === undefined) {
    pipelines = { ready: new Map(), pending: new Map() };
    perDevice.set(device, pipelines);
  }
  return pipelines;
}

/**
 * The compiled pipeline of a program. While programs are only compiled, an unknown program is
 * queued for parallel compilation instead and the answer is `undefined`: run the step once that way, wait for
 * `pendingPipelines`, and the next run compiles nothing.
 */
export function pipelineOf(device: GPUDevice, program: Program): CompiledProgram | undefined {
  const { ready, pending } = pipelinesOf(device);
  const known = ready.get(program.key);
  if (isCompilingOnly()) {
    if (known === undefined && !pending.has(program.key)) {
      device.pushErrorScope('validation');
      const { layout, descriptor } = describe(device, program);
      // What is wrong with the source, the pipeline's own error tells.
      void device.popErrorScope().catch(() => null);
      const compilation = device.createComputePipelineAsync(descriptor).then(
        (pipeline) => void ready.set(program.key, { pipeline, layout }),
        async (error: unknown) => {
          throw await shaderFailure(program, descriptor.compute.module, String(error));
        },
      );
      pending.set(program.key, compilation);
    }
    return undefined;
  }
  if (known !== undefined) return known;
  device.pushErrorScope('validation');
  const { layout, descriptor } = describe(device, program);
  const compiled = { pipeline: device.createComputePipeline(descriptor), layout };
  void tellProblem(device, program, descriptor.compute.module);
  ready.set(program.key, compiled);
  return compiled;
}

/** Tells of a program that does not compile, once WebGPU knows; a device that is lost meanwhile tells itself. */
async function tellProblem(device: GPUDevice, program: Program, module: GPUShaderModule): Promise<void> {
  const error = await device.popErrorScope().catch(() => null);
  if (error !== null) tellError(device, await shaderFailure(program, module, error.message));
}

/**
 * Waits until everything queued is compiled; `report` gets how many of how many are done, after each. A program that does not
 * compile is forgotten: what is set up next need not have it.
 */
export async function pendingPipelines(
  device: GPUDevice,
  report?: (done: number, total: number) => void,
): Promise<void> {
  const { pending } = pipelinesOf(device);
  const compilations = [...pending.values()];
  let done = 0;
  try {
    await Promise.all(
      compilations.map(async (compilation) => {
        await compilation;
        done += 1;
        report?.(done, compilations.length);
      }),
    );
  } finally {
    pending.clear();
  }
}

function describe(
  device: GPUDevice,
  program: Program,
): { layout: GPUBindGroupLayout; descriptor: GPUComputePipelineDescriptor } {
  const types: GPUBufferBindingType[] = [
    ...program.inputs.map(() => 'read-only-storage' as const),
    ...program.outputs.map(() => 'storage' as const),
    ...(program.uniforms.length > 0 ? ['uniform' as const] : []),
  ];
  const layout = device.createBindGroupLayout({
    label: program.key,
    entries: types.map((type, binding) => ({
      binding,
      visibility: GPUShaderStage.COMPUTE,
      buffer: { type },
    })),
  });
  const descriptor = {
    label: program.key,
    layout: device.createPipelineLayout({ bindGroupLayouts: [layout] }),
    compute: {
      module: device.createShaderModule({ label: program.key, code: program.code }),
      entryPoint: 'main',
    },
  };
  return { layout, descriptor };
}
