import type { Program } from './program';

/** Values of a program's uniform block, by name. */
export type UniformValues = Readonly<Record<string, number>>;

const BLOCK_ALIGNMENT = 16;
const perDevice = new WeakMap<GPUDevice, Map<string, GPUBuffer>>();

/**
 * A uniform buffer with these values. The same values give the same buffer, written once and never again, so that a
 * recorded dispatch may keep it. For shapes and constants only: what changes with the step (learning rate, seeds)
 * belongs into a tensor.
 */
export function uniformBuffer(device: GPUDevice, program: Program, values: UniformValues): GPUBuffer {
  let buffers = perDevice.get(device);
  if (buffers === undefined) {
    buffers = new Map();
    perDevice.set(device, buffers);
  }
  let key = '';
  for (const [name, type] of program.uniforms) key += `${type === 'f32' ? 'f' : ''}${String(values[name])},`;
  let buffer = buffers.get(key);
  if (buffer === undefined) {
    buffer = writeBlock(device, program, values);
    buffers.set(key, buffer);
  }
  return buffer;
}

function writeBlock(device: GPUDevice, program: Program, values: UniformValues): GPUBuffer {
  const size = Math.ceil((program.uniforms.length * 4) / BLOCK_ALIGNMENT) * BLOCK_ALIGNMENT;
  const buffer = device.createBuffer({
    label: `${program.key} uniforms`,
    size,
    usage: GPUBufferUsage.UNIFORM,
    mappedAtCreation: true,
  });
  const block = new DataView(buffer.getMappedRange());
  program.uniforms.forEach(([name, type], i) => {
    const value = values[name];
    if (value === undefined) throw new Error(`${program.key}: uniform '${name}' has no value.`);
    if (type === 'f32') block.setFloat32(i * 4, value, true);
    else if (type === 'i32') block.setInt32(i * 4, value, true);
    else block.setUint32(i * 4, value, true);
  });
  buffer.unmap();
  return buffer;
}
