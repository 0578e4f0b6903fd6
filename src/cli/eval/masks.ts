import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { encode } from 'fast-png';
import type { ImageSet } from '../../data/imageSet';
import type { Evaluation } from '../../evaluation/evaluate';
import { maskColour } from '../../formats/classColours';
import { writeFailure } from '../files/fileFailures';
import { writeResult } from '../files/resultFile';

const CHANNELS = 3;

/**
 * Writes a PNG for each test image that was kept: the image, its true mask and the predicted one side by side, in
 * the page's colours.
 * @throws Failure `storage_full`, `storage_failed`
 */
export async function writeMasks(folder: string, data: ImageSet, shown: Evaluation['masks']): Promise<void> {
  await mkdir(folder, { recursive: true }).catch((error: unknown) => {
    throw writeFailure(folder, error);
  });
  const { height, width, maskClassNames = [] } = data;
  for (const [place, { image, mask }] of shown.entries()) {
    const pixels = height * width;
    const truth = data.masks!.subarray(image * pixels, (image + 1) * pixels);
    const panels = [
      data.images.subarray(image * pixels * CHANNELS, (image + 1) * pixels * CHANNELS),
      coloured(truth, maskClassNames.length),
      coloured(mask, maskClassNames.length),
    ];
    const path = join(folder, `${String(place + 1).padStart(2, '0')}.png`);
    const png = encode({
      width: panels.length * width,
      height,
      data: sideBySide(panels, height, width),
      channels: CHANNELS,
    });
    await writeResult(path, png);
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

function coloured(mask: Uint8Array, classes: number): Uint8Array {
  const pixels = new Uint8Array(mask.length * CHANNELS);
  mask.forEach((label, pixel) => pixels.set(maskColour(label, classes), pixel * CHANNELS));
  return pixels;
}
