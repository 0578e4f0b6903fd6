/**
 * @file Buffers of float values in either precision, as WGSL. The bits of a half are the same whether a program reads them
 * as `f16`, which needs the feature `shader-f16`, or unpacks them from integers, which WGSL can do everywhere.
 */

/** One value, or four neighbours, per access; arithmetic sees `f32` or `vec4<f32>`. */
export type RealType = 'real' | 'real4';

const LARGEST_HALF = 65504;
/** Bits of 65,520, the smallest float32 that rounds beyond the largest half. */
const FIRST_BEYOND = 0x477ff000;

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

/**
 * WGSL `toHalves`, four values as the bits of halves. What rounds beyond the largest half, and NaN, becomes an infinity of
 * its sign, which loss scaling looks for: WGSL leaves the conversion of such values open, and drivers may give the largest
 * half instead.
 */
export const TO_HALVES = `
fn toHalves(value: vec4<f32>) -> vec2<u32> {
  let bits = bitcast<vec4<u32>>(value);
  let isBeyond = (bits & vec4<u32>(0x7fffffffu)) >= vec4<u32>(${FIRST_BEYOND}u);
  let sign = bitcast<vec4<f32>>(bits & vec4<u32>(0x80000000u));
  let inRange = select(clamp(value, vec4<f32>(-${LARGEST_HALF}.0), vec4<f32>(${LARGEST_HALF}.0)), sign, isBeyond);
  let infinity = select(vec4<u32>(), vec4<u32>(0x7c00u), isBeyond);
  return vec2<u32>(pack2x16float(inRange.xy), pack2x16float(inRange.zw)) | (infinity.xz | (infinity.yw << vec2<u32>(16u)));
}`;

/** WGSL `read_NAME(i)` and, for an output, `write_NAME(i, value)`, which needs `TO_HALVES` where the buffer holds halves. */
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
  if (format === 'packed') return `${name}[i] = toHalves(value);`;
  return type === 'real4'
    ? `${name}[i] = bitcast<vec4<f16>>(toHalves(value));`
    : `${name}[i] = bitcast<vec2<f16>>(toHalves(vec4<f32>(value, 0.0, 0.0, 0.0)).x).x;`;
}
