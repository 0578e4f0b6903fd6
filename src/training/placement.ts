import type { DeviceSummary } from '../compute/deviceSummary';
import { canReside } from '../compute/resident';
import type { RunConfig } from '../config/runConfig';

const CHANNELS = 3;

/** How many images of which size. */
export interface ImageCount {
  readonly count: number;
  readonly height: number;
  readonly width: number;
}

/** Bytes of images as they lie on the device. */
export function imageBytes({ count, height, width }: ImageCount): number {
  return count * height * width * CHANNELS;
}

/** Whether a run has only the images of a step on the device, and sends them with it. */
export function sendsBatches(
  { data, run }: Pick<RunConfig, 'data' | 'run'>,
  images: ImageCount,
  device: Pick<DeviceSummary, 'maxBufferSize' | 'maxStorageBufferBindingSize' | 'maxMemory'>,
): boolean {
  switch (data.placement) {
    case 'device':
      return false;
    case 'batch':
      return true;
    case 'auto':
      return images.count > run.batch && !canReside(imageBytes(images), device);
  }
}
