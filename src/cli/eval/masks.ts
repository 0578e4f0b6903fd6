import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { encode } from 'fast-png';
import { IGNORED_CLASS, type ImageSet } from '../../data/imageSet';
import type { Evaluation } from '../../evaluation/evaluate';
import { writeAtomically } from '../train/atomicFile';
import { writeFailure } from '../train/fileFailures';

const CHANNELS = 3;
/** Golden angle: however many classes there are, neighbours differ in hue. */
const HUE_STEP = 137.5;

/**
 * Writes a PNG for each test image that was kept: the image, its true mask and the predicted one side by side.
 * @throws Failure `storage_full`, `storage_failed`
 */
export async function writeMasks(folder: string, data: ImageSet, shown: Evaluation['masks']): Promise<void> {
  await mkdir(folder, { recursive: true }).catch((error: unknown) => {
    throw writeFailure(folder, error);
  });
  const { height, width } = data;
  for (const [place, { image, mask }] of shown.entries()) {
    const pixels = height * width;
    const truth = data.masks!.subarray(image * pixels, (image + 1) * pixels);
    const panels = [
      data.images.subarray(image * pixels * CHANNELS, (image + 1) * pixels * CHANNELS),
      coloured(truth),
      coloured(mask),
    ];
    const path = join(folder, `${String(place + 1).padStart(2, '0')}.png`);
    const png = encode({
      width: panels.length * width,
      height,
      data: sideBySide(panels, height, width),
      channels: CHANNELS,
    });
    await writeAtomically(path, png).catch((error: unknown) => {
      throw writeFailure(path, error);
    });
  }
}

function sideBySide(panels: readonly Uint8Array[], height: number, width: number): Uint8Array {
  const row = width * CHANNELS;
  const whole = new Uint8Array(panels.length * height * row);
  for (let y = 0; y < height; y++) {
    panels.forEach((panel, place) =>
      whole.set(panel.subarray(y * row, (y + 1) * row), (y * panels.length + place) * row),
    );
  }
  return whole;
}

/** Pixels of no class are black. */
function coloured(mask: Uint8Array): Uint8Array {
  const pixels = new Uint8Array(mask.length * CHANNELS);
  mask.forEach((own, pixel) => {
    if (own !== IGNORED_CLASS) pixels.set(classColour(own), pixel * CHANNELS);
  });
  return pixels;
}

function classColour(own: number): [number, number, number] {
  const hue = (own * HUE_STEP) % 360;
  const channel = (offset: number): number => {
    const place = (offset + hue / 30) % 12;
    return Math.round(255 * (0.55 - 0.4 * Math.max(-1, Math.min(place - 3, 9 - place, 1))));
  };
  return [channel(0), channel(8), channel(4)];
}
