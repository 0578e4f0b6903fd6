import type { HeldOutSet, ImageSet } from '../data/imageSet';
import { Failure } from '../failure';

/**
 * The images that a data set keeps for tests; those for validation where it has no others.
 * @throws {Failure} `data_missing` where it keeps none.
 */
export function testImages(heldOut: readonly HeldOutSet[]): ImageSet {
  const found = heldOut.find(({ split }) => split === 'test') ?? heldOut.find(({ split }) => split === 'val');
  if (found !== undefined) return found.set;
  throw new Failure({
    code: 'data_missing',
    message: 'The data set keeps no images for tests.',
    doing: 'exporting features',
    remedy: 'Export the images that are trained on.',
  });
}
