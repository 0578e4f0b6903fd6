import type { DeviceSummary } from './deviceSummary';

/** Bytes of images that are kept on the device; of more, it gets those that it needs. Others use its memory too. */
export const RESIDENT_BYTES = 2 ** 30;

/** The share of a device's memory, where that is known, that images may take. */
const SHARE = 1 / 4;

type Limits = Pick<DeviceSummary, 'maxBufferSize' | 'maxStorageBufferBindingSize' | 'maxMemory'>;

/** Whether images of so many bytes can lie on the device in one piece, with room beside them. */
export function canReside(
  bytes: number,
  { maxBufferSize, maxStorageBufferBindingSize, maxMemory = Infinity }: Limits,
): boolean {
  return bytes <= Math.min(RESIDENT_BYTES, maxBufferSize, maxStorageBufferBindingSize, SHARE * maxMemory);
}
