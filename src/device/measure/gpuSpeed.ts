import type { DeviceSpeed } from '../speed';
import { leastOf, medianOf } from './repeated';

/** @file What a GPU can do at best, by kernels that do nothing else. */

/** Independent accumulators of four lanes per thread, enough to hide the latency of one operation. */
const CHAINS = 8;
const LANES = 4;
const WORKGROUP = 64;
const COPY_BYTES = 32 * 2 ** 20;
/** A measurement is repeated with more work until it takes this long. */
const ENOUGH_MS = 100;

const FMA_CODE = `
@group(0) @binding(0) var<storage, read_write> sink: array<vec4<f32>>;
override rounds: u32;
@compute @workgroup_size(${WORKGROUP})
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
  let seed = f32(id.x % 7u) * 0.125;
  ${chains((i) => `var a${i} = vec4<f32>(seed + ${i}.0);`)}
  let factor = vec4<f32>(0.999, 0.998, 0.997, 0.996);
  let term = vec4<f32>(seed);
  for (var i = 0u; i < rounds; i++) {
    ${chains((i) => `a${i} = fma(a${i}, factor, term);`)}
  }
  sink[id.x] = ${Array.from({ length: CHAINS }, (_, i) => `a${i}`).join(' + ')};
}`;

const COPY_CODE = `
@group(0) @binding(0) var<storage, read_write> copied: array<vec4<f32>>;
@group(0) @binding(1) var<storage, read> source: array<vec4<f32>>;
@compute @workgroup_size(${WORKGROUP})
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
  copied[id.x] = source[id.x];
}`;

/** One thread that writes one value, so that no driver drops it. */
const NOTHING_CODE = `
@group(0) @binding(0) var<storage, read_write> sink: array<u32>;
@compute @workgroup_size(1)
fn main() {
  sink[0] = 1u;
}`;

const FEW_DISPATCHES = 64;
const MANY_DISPATCHES = 1024;
const SUBMITS = 64;
const READBACKS = 20;

function chains(line: (index: number) => string): string {
  return Array.from({ length: CHAINS }, (_, index) => line(index)).join('\n  ');
}

/** Takes about a second. */
export async function measureGpuSpeed(device: GPUDevice): Promise<DeviceSpeed> {
  const operationsPerSecond = await measureMultiplyAdds(device);
  const bytesPerSecond = await measureCopy(device);
  return {
    operationsPerSecond,
    bytesPerSecond,
    ...(await measureOverheads(device)),
    secondsPerReadback: await measureReadback(device),
  };
}

/** Operations per second of fused multiply-adds in registers, two operations each. */
export async function measureMultiplyAdds(device: GPUDevice): Promise<number> {
  const workgroups = 1024;
  const threads = workgroups * WORKGROUP;
  const sink = storage(device, threads * LANES * Float32Array.BYTES_PER_ELEMENT);
  let best: number;
  for (let rounds = 64; ; rounds *= 2) {
    const run = kernel(device, FMA_CODE, [sink], { rounds });
    const milliseconds = await leastOf(() => inOneSubmit(device, run, workgroups, 1));
    best = (2 * LANES * CHAINS * rounds * threads * 1000) / milliseconds;
    if (milliseconds >= ENOUGH_MS) break;
  }
  sink.destroy();
  return best;
}

/** Bytes per second that a kernel copies, those read and those written. */
export async function measureCopy(device: GPUDevice): Promise<number> {
  const buffers = [storage(device, COPY_BYTES), storage(device, COPY_BYTES)];
  // Fits the 65,535 workgroups that every adapter allows along x.
  const workgroups = COPY_BYTES / (LANES * Float32Array.BYTES_PER_ELEMENT) / WORKGROUP;
  const run = kernel(device, COPY_CODE, buffers, {});
  let best: number;
  for (let passes = 1; ; passes *= 2) {
    const milliseconds = await leastOf(() => inOneSubmit(device, run, workgroups, passes));
    best = (2 * COPY_BYTES * passes * 1000) / milliseconds;
    if (milliseconds >= ENOUGH_MS) break;
  }
  for (const buffer of buffers) buffer.destroy();
  return best;
}

/** What dispatches and submits cost that compute nothing: the slope over their number. */
async function measureOverheads(
  device: GPUDevice,
): Promise<Pick<DeviceSpeed, 'secondsPerDispatch' | 'secondsPerSubmit'>> {
  const sink = storage(device, 16);
  const run = kernel(device, NOTHING_CODE, [sink], {});
  const few = await leastOf(() => inOneSubmit(device, run, 1, FEW_DISPATCHES));
  const many = await leastOf(() => inOneSubmit(device, run, 1, MANY_DISPATCHES));
  const dispatch = atLeastTick(many - few) / (MANY_DISPATCHES - FEW_DISPATCHES);
  const apart = await leastOf(async () => {
    for (let submit = 1; submit < SUBMITS; submit++) submitOnce(device, run, 1, 1);
    await inOneSubmit(device, run, 1, 1);
  });
  sink.destroy();
  const submit = atLeastTick(apart - SUBMITS * dispatch) / SUBMITS;
  return { secondsPerDispatch: dispatch / 1000, secondsPerSubmit: submit / 1000 };
}

/** Browsers count time in ticks of up to 0.1 ms: a difference below one is taken for one. */
function atLeastTick(milliseconds: number): number {
  return Math.max(milliseconds, 0.1);
}

async function measureReadback(device: GPUDevice): Promise<number> {
  const source = device.createBuffer({
    size: 16,
    usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC,
  });
  const staging = device.createBuffer({ size: 16, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST });
  const milliseconds = await medianOf(READBACKS, async () => {
    const encoder = device.createCommandEncoder();
    encoder.copyBufferToBuffer(source, 0, staging, 0, 16);
    device.queue.submit([encoder.finish()]);
    await staging.mapAsync(GPUMapMode.READ);
    staging.unmap();
  });
  source.destroy();
  staging.destroy();
  return Math.max(milliseconds, 1e-3) / 1000;
}

function storage(device: GPUDevice, size: number): GPUBuffer {
  return device.createBuffer({ size, usage: GPUBufferUsage.STORAGE });
}

type Kernel = (pass: GPUComputePassEncoder, workgroups: number) => void;

function kernel(
  device: GPUDevice,
  code: string,
  buffers: readonly GPUBuffer[],
  constants: Record<string, number>,
): Kernel {
  const module = device.createShaderModule({ code });
  const pipeline = device.createComputePipeline({ layout: 'auto', compute: { module, constants } });
  const bindGroup = device.createBindGroup({
    layout: pipeline.getBindGroupLayout(0),
    entries: buffers.map((buffer, binding) => ({ binding, resource: { buffer } })),
  });
  return (pass, workgroups) => {
    pass.setPipeline(pipeline);
    pass.setBindGroup(0, bindGroup);
    pass.dispatchWorkgroups(workgroups);
  };
}

function submitOnce(device: GPUDevice, run: Kernel, workgroups: number, dispatches: number): void {
  const encoder = device.createCommandEncoder();
  const pass = encoder.beginComputePass();
  for (let i = 0; i < dispatches; i++) run(pass, workgroups);
  pass.end();
  device.queue.submit([encoder.finish()]);
}

async function inOneSubmit(
  device: GPUDevice,
  run: Kernel,
  workgroups: number,
  dispatches: number,
): Promise<void> {
  submitOnce(device, run, workgroups, dispatches);
  await device.queue.onSubmittedWorkDone();
}
