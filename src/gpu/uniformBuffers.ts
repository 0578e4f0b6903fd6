import type { Program, UniformType } from './program';

/** Values of a program's uniform block, by name; a table's are the values of its vectors, one after the other. */
export type UniformValues = Readonly<Record<string, number | readonly number[]>>;

const VECTOR_BYTES = 16;
const VALUE_BYTES = 4;
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
  for (const [name, type] of program.uniforms) key += `${isFloat(type) ? 'f' : ''}${String(values[name])};`;
  let buffer = buffers.get(key);
  if (buffer === undefined) {
    buffer = writeBlock(device, program, values);
    buffers.set(key, buffer);
  }
  return buffer;
}

function writeBlock(device: GPUDevice, program: Program, values: UniformValues): GPUBuffer {
  let end = 0;
  const entries = program.uniforms.map(([name, type]) => {
    const value = values[name];
    if (value === undefined) throw new Error(`${program.key}: uniform '${name}' has no value.`);
    const list = typeof value === 'number' ? [value] : value;
    const offset = isTable(type) ? wholeVectors(end) : end;
    end = offset + (isTable(type) ? wholeVectors(list.length * VALUE_BYTES) : VALUE_BYTES);
    return { type, list, offset };
  });
  const buffer = device.createBuffer({
    label: `${program.key} uniforms`,
    size: wholeVectors(end),
    usage: GPUBufferUsage.UNIFORM,
    mappedAtCreation: true,
  });
  const block = new DataView(buffer.getMappedRange());
  for (const { type, list, offset } of entries) {
    list.forEach((value, i) => {
      const at = offset + i * VALUE_BYTES;
      if (isFloat(type)) block.setFloat32(at, value, true);
      else if (type === 'i32') block.setInt32(at, value, true);
      else block.setUint32(at, value, true);
    });
  }
  buffer.unmap();
  return buffer;
}

const isTable = (type: UniformType): boolean => type.startsWith('array');
const isFloat = (type: UniformType): boolean => type.includes('f32');
const wholeVectors = (bytes: number): number => Math.ceil(bytes / VECTOR_BYTES) * VECTOR_BYTES;
