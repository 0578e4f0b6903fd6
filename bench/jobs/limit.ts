import { currentBackend } from '../../src/gpu/backendView';
import { openDevice } from '../../src/gpu/device';

/** What this adapter can do at best. */
export interface Limit {
  readonly adapter: string;
  /** Fused multiply-adds in registers, two operations each, in 10⁹ per second. */
  readonly gflops: number;
  /** Bytes read plus bytes written by a copying kernel, in 10⁹ per second. */
  readonly gigabytesPerSecond: number;
}

/** Independent accumulators of four lanes per thread, enough to hide the latency of one operation. */
const CHAINS = 8;
const LANES = 4;
const WORKGROUP = 64;
const COPY_BYTES = 32 * 2 ** 20;
/** A measurement is repeated with more work until it takes this long. */
const ENOUGH_MS = 100;
const ATTEMPTS = 5;

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

function chains(line: (index: number) => string): string {
  return Array.from({ length: CHAINS }, (_, index) => line(index)).join('\n  ');
}

/** Measures the limits by two kernels that do nothing else. */
export async function limit(): Promise<Limit> {
  const open = await openDevice(navigator.gpu);
  const { device } = currentBackend();
  const measured = {
    adapter: open.summary.name,
    gflops: await measureFma(device),
    gigabytesPerSecond: await measureCopy(device),
  };
  open.close();
  return measured;
}

async function measureFma(device: GPUDevice): Promise<number> {
  const workgroups = 1024;
  const threads = workgroups * WORKGROUP;
  const sink = device.createBuffer({
    size: threads * LANES * Float32Array.BYTES_PER_ELEMENT,
    usage: GPUBufferUsage.STORAGE,
  });
  let best: number;
  for (let rounds = 64; ; rounds *= 2) {
    const run = kernel(device, FMA_CODE, [sink], { rounds });
    const milliseconds = await leastTime(device, run, workgroups);
    best = (2 * LANES * CHAINS * rounds * threads) / milliseconds / 1e6;
    if (milliseconds >= ENOUGH_MS) break;
  }
  sink.destroy();
  return best;
}

async function measureCopy(device: GPUDevice): Promise<number> {
  const buffers = [0, 1].map(() => device.createBuffer({ size: COPY_BYTES, usage: GPUBufferUsage.STORAGE }));
  // Fits the 65,535 workgroups that every adapter allows along x.
  const workgroups = COPY_BYTES / (LANES * Float32Array.BYTES_PER_ELEMENT) / WORKGROUP;
  const run = kernel(device, COPY_CODE, buffers, {});
  let best: number;
  for (let passes = 1; ; passes *= 2) {
    const milliseconds = await leastTime(device, run, workgroups, passes);
    best = (2 * COPY_BYTES * passes) / milliseconds / 1e6;
    if (milliseconds >= ENOUGH_MS) break;
  }
  for (const buffer of buffers) buffer.destroy();
  return best;
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

/** Least time of some attempts at `dispatches` dispatches, after one that does not count. */
async function leastTime(
  device: GPUDevice,
  run: Kernel,
  workgroups: number,
  dispatches = 1,
): Promise<number> {
  let least = Infinity;
  for (let attempt = 0; attempt <= ATTEMPTS; attempt++) {
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    for (let i = 0; i < dispatches; i++) run(pass, workgroups);
    pass.end();
    const commands = encoder.finish();
    const start = performance.now();
    device.queue.submit([commands]);
    await device.queue.onSubmittedWorkDone();
    if (attempt > 0) least = Math.min(least, performance.now() - start);
  }
  return least;
}
