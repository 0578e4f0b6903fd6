import type { TimedDispatch } from '../../compute/computer';

/** @file Times each dispatch of a stretch of work on the GPU's own clock, whoever encodes it. */

/** Queries that a set may hold. */
const MOST_QUERIES = 4096;
const TIMESTAMP_BYTES = 8;

/**
 * Runs `work` with every dispatch in a pass of its own between two timestamps, and waits for the GPU. Of dispatches
 * beyond 2,048 the rest go untimed. The device needs the feature `timestamp-query`.
 */
export async function timeDispatches(device: GPUDevice, work: () => void): Promise<TimedDispatch[]> {
  const querySet = device.createQuerySet({ type: 'timestamp', count: MOST_QUERIES });
  const seen: Omit<TimedDispatch, 'milliseconds'>[] = [];
  const makeEncoder = device.createCommandEncoder.bind(device);
  device.createCommandEncoder = (descriptor) => timingEncoder(makeEncoder(descriptor), querySet, seen);
  try {
    work();
  } finally {
    // The method of the prototype comes to light again.
    Reflect.deleteProperty(device, 'createCommandEncoder');
  }
  const stamps = await readStamps(device, querySet, 2 * seen.length);
  querySet.destroy();
  return seen.map((dispatch, index) => ({
    ...dispatch,
    milliseconds: Number(stamps[2 * index + 1]! - stamps[2 * index]!) / 1e6,
  }));
}

function timingEncoder(
  encoder: GPUCommandEncoder,
  querySet: GPUQuerySet,
  seen: Omit<TimedDispatch, 'milliseconds'>[],
): GPUCommandEncoder {
  return new Proxy(encoder, {
    get(target, property) {
      if (property === 'beginComputePass') return () => timingPass(target, querySet, seen);
      const value: unknown = Reflect.get(target, property);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}

/** Looks like one pass, and is one for each dispatch. */
function timingPass(
  encoder: GPUCommandEncoder,
  querySet: GPUQuerySet,
  seen: Omit<TimedDispatch, 'milliseconds'>[],
): GPUComputePassEncoder {
  let pipeline: GPUComputePipeline;
  let bindGroup: GPUBindGroup;
  return {
    setPipeline: (next: GPUComputePipeline) => (pipeline = next),
    setBindGroup: (_index: number, next: GPUBindGroup) => (bindGroup = next),
    dispatchWorkgroups: (x: number, y = 1, z = 1) => {
      const query = 2 * seen.length;
      const isTimed = query < MOST_QUERIES;
      const pass = encoder.beginComputePass(
        isTimed
          ? {
              timestampWrites: {
                querySet,
                beginningOfPassWriteIndex: query,
                endOfPassWriteIndex: query + 1,
              },
            }
          : {},
      );
      pass.setPipeline(pipeline);
      pass.setBindGroup(0, bindGroup);
      pass.dispatchWorkgroups(x, y, z);
      pass.end();
      if (isTimed) seen.push({ program: pipeline.label, workgroups: [x, y, z] });
    },
    end: () => undefined,
  } as unknown as GPUComputePassEncoder;
}

/** The first `count` stamps of a query set, in nanoseconds. */
export async function readStamps(
  device: GPUDevice,
  querySet: GPUQuerySet,
  count: number,
): Promise<BigUint64Array> {
  const size = Math.max(1, count) * TIMESTAMP_BYTES;
  const resolved = device.createBuffer({
    size,
    usage: GPUBufferUsage.QUERY_RESOLVE | GPUBufferUsage.COPY_SRC,
  });
  const staging = device.createBuffer({ size, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST });
  const encoder = device.createCommandEncoder();
  encoder.resolveQuerySet(querySet, 0, count, resolved, 0);
  encoder.copyBufferToBuffer(resolved, 0, staging, 0, size);
  device.queue.submit([encoder.finish()]);
  await staging.mapAsync(GPUMapMode.READ);
  const stamps = new BigUint64Array(staging.getMappedRange().slice(0));
  resolved.destroy();
  staging.destroy();
  return stamps;
}
