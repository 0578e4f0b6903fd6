import { Failure } from '../failure';
import type { TensorData } from './tensorData';

/** Values of IEEE 754 half-precision numbers given as their bits; exact, subnormals, infinities and NaN included. */
export function decodeFloat16(bits: Uint16Array): Float32Array {
  return Float32Array.from(bits, (half) => {
    const sign = half & 0x8000 ? -1 : 1;
    const exponent = (half >> 10) & 0x1f;
    const fraction = half & 0x3ff;
    if (exponent === 0) return sign * fraction * 2 ** -24;
    if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : NaN;
    return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
  });
}

/** Bits of the nearest IEEE 754 half-precision numbers, ties to even; what is larger than they are becomes infinity. */
export function encodeFloat16(values: Float32Array): Uint16Array {
  const bits = new Uint32Array(values.slice().buffer);
  return Uint16Array.from(bits, (single, place) => {
    const sign = (single >>> 16) & 0x8000;
    const size = Math.abs(values[place]!);
    if (Number.isNaN(size)) return sign | 0x7e00;
    // Half of the last step above the largest number, from which on there is nothing nearer than infinity.
    if (size >= 65_520) return sign | 0x7c00;
    if (size < 2 ** -14) return sign | roundedToEven(size * 2 ** 24);
    const exponent = (single >>> 23) & 0xff;
    // A fraction that is rounded up to 1024 carries into the exponent, as it should.
    return sign | (((exponent - 112) << 10) + roundedToEven((single & 0x7fffff) / 2 ** 13));
  });
}

function roundedToEven(value: number): number {
  const whole = Math.floor(value);
  const rest = value - whole;
  return rest > 0.5 || (rest === 0.5 && whole % 2 === 1) ? whole + 1 : whole;
}

/** Values of bfloat16 numbers given as their bits: the upper halves of float32 numbers. */
export function decodeBFloat16(bits: Uint16Array): Float32Array {
  const widened = Uint32Array.from(bits, (half) => half * 0x10000);
  return new Float32Array(widened.buffer);
}

/** Values of the float8 numbers that PyTorch calls e5m2, given as their bits: the upper halves of float16 numbers. */
export function decodeFloat8E5M2(bits: Uint8Array): Float32Array {
  return decodeFloat16(Uint16Array.from(bits, (byte) => byte << 8));
}

/** Values of the float8 numbers that PyTorch calls e4m3fn, given as their bits; they have no infinity, and one NaN. */
export function decodeFloat8E4M3(bits: Uint8Array): Float32Array {
  return Float32Array.from(bits, (byte) => {
    const sign = byte & 0x80 ? -1 : 1;
    const exponent = (byte >> 3) & 0xf;
    const fraction = byte & 7;
    if (exponent === 0) return sign * fraction * 2 ** -9;
    if (exponent === 0xf && fraction === 7) return NaN;
    return sign * (1 + fraction / 8) * 2 ** (exponent - 7);
  });
}

/**
 * The elements of a tensor as float32, for use as parameters. Floats of any width are accepted (float64 is rounded)
 * and so are integers; a float32 tensor's own array is returned, not a copy.
 */
export function floatValues(tensor: TensorData): Float32Array {
  switch (tensor.dtype) {
    case 'F32':
      return tensor.data;
    case 'F16':
      return decodeFloat16(tensor.data);
    case 'BF16':
      return decodeBFloat16(tensor.data);
    case 'F8_E4M3':
      return decodeFloat8E4M3(tensor.data);
    case 'F8_E5M2':
      return decodeFloat8E5M2(tensor.data);
    case 'I64':
    case 'U64':
      return Float32Array.from(tensor.data, Number);
    case 'BOOL':
      throw new Failure({ code: 'checkpoint_bad_dtype', message: 'A tensor of booleans holds no numbers.' });
    default:
      return Float32Array.from(tensor.data);
  }
}
