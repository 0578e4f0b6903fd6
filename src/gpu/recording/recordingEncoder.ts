import type { Command } from './commands';

/**
 * A command encoder that does what it is told and writes it down. It offers what tfjs's backend and our dispatcher use;
 * anything else fails loudly, since it would be missing from a replay.
 */
export function recordingEncoder(encoder: GPUCommandEncoder, commands: Command[]): GPUCommandEncoder {
  return {
    beginComputePass: (descriptor?: GPUComputePassDescriptor) =>
      recordingPass(encoder.beginComputePass(descriptor), commands),
    copyBufferToBuffer: (
      from: GPUBuffer,
      fromOffset: number,
      to: GPUBuffer,
      toOffset: number,
      size: number,
    ) => {
      encoder.copyBufferToBuffer(from, fromOffset, to, toOffset, size);
      commands.push({ kind: 'copy', from, fromOffset, to, toOffset, size });
    },
    finish: () => encoder.finish(),
  } as unknown as GPUCommandEncoder;
}

function recordingPass(pass: GPUComputePassEncoder, commands: Command[]): GPUComputePassEncoder {
  let pipeline: GPUComputePipeline;
  let bindGroup: GPUBindGroup;
  return {
    setPipeline: (next: GPUComputePipeline) => {
      pipeline = next;
      pass.setPipeline(next);
    },
    setBindGroup: (index: number, next: GPUBindGroup) => {
      bindGroup = next;
      pass.setBindGroup(index, next);
    },
    dispatchWorkgroups: (x: number, y = 1, z = 1) => {
      pass.dispatchWorkgroups(x, y, z);
      commands.push({ kind: 'dispatch', pipeline, bindGroup, workgroups: [x, y, z] });
    },
    end: () => pass.end(),
  } as unknown as GPUComputePassEncoder;
}
