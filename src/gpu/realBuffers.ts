/**
 * @file Buffers of float values in either precision, as WGSL. The bits of a half are the same whether a program reads them
 * as `f16`, which needs the feature `shader-f16`, or unpacks them from integers, which WGSL can do everywhere.
 */

/** One value, or four neighbours, per access; arithmetic sees `f32` or `vec4<f32>`. */
export type RealType = 'real' | 'real4';

/** How values lie in the buffer: float32, halves read as `f16`, halves packed into integers. */
export type BufferFormat = 'float' | 'half' | 'packed';

const STORED: Readonly<Record<RealType, Readonly<Record<BufferFormat, string>>>> = {
  real: { float: 'f32', half: 'f16', packed: 'u32' },
  real4: { float: 'vec4<f32>', half: 'vec4<f16>', packed: 'vec2<u32>' },
};

/** WGSL type of an element of the buffer. */
export function storedType(type: RealType, format: BufferFormat): string {
  return STORED[type][format];
}

/** Whether a program can write single elements: of packed halves two share a word, which two threads cannot write. */
export function isWritable(type: RealType, format: BufferFormat): boolean {
  return type === 'real4' || format !== 'packed';
}

/** WGSL `read_NAME(i)` and, for an output, `write_NAME(i, value)`. Values beyond a half's range become infinite or NaN. */
export function accessors(name: string, type: RealType, format: BufferFormat, isOutput: boolean): string {
  const value = type === 'real4' ? 'vec4<f32>' : 'f32';
  const read = `fn read_${name}(i: u32) -> ${value} { ${readOf(name, type, format)} }`;
  if (!isOutput || !isWritable(type, format)) return read;
  return `${read}\nfn write_${name}(i: u32, value: ${value}) { ${writeOf(name, type, format)} }`;
}

function readOf(name: string, type: RealType, format: BufferFormat): string {
  if (format === 'float') return `return ${name}[i];`;
  if (format === 'half') return `return ${type === 'real4' ? 'vec4<f32>' : 'f32'}(${name}[i]);`;
  return type === 'real4'
    ? `let bits = ${name}[i]; return vec4<f32>(unpack2x16float(bits.x), unpack2x16float(bits.y));`
    : `return unpack2x16float(${name}[i / 2u])[i % 2u];`;
}

function writeOf(name: string, type: RealType, format: BufferFormat): string {
  if (format === 'float') return `${name}[i] = value;`;
  if (format === 'half') return `${name}[i] = ${STORED[type].half}(value);`;
  return `${name}[i] = vec2<u32>(pack2x16float(value.xy), pack2x16float(value.zw));`;
}
