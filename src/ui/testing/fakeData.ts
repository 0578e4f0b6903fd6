import { fingerprintOf } from '../../fingerprint';
import type { DataRequest, DataSummary } from '../../worker/protocol';
import { FAKE_CLASSES } from './fakeImages';
import { fakeImage } from './fakeSnapshot';

/** @file What is said of data that are loaded. */

const THUMBNAILS = 24;
const THUMBNAIL_SIDE = 32;

/** Other files, and another size of images, have another fingerprint. */
export function fakeDataOf(request: Exclude<DataRequest, { source: 'synthetic' }>): DataSummary {
  const size = request.source === 'images' ? request.size : 32;
  const seen = JSON.stringify([size, request.files.map(({ name }) => name)]);
  const fingerprint = fingerprintOf(new TextEncoder().encode(seen));
  return { ...fakeData(10_000 * request.files.length), name: 'Chosen files', fingerprint };
}

export function fakeData(count: number): DataSummary {
  const side = THUMBNAIL_SIDE;
  const images = new Uint8Array(THUMBNAILS * side * side * 3);
  for (let index = 0; index < THUMBNAILS; index++)
    images.set(fakeImage(index, side), index * side * side * 3);
  return {
    name: 'Built-in scenes',
    count,
    height: 64,
    width: 64,
    classNames: FAKE_CLASSES,
    hasMasks: true,
    unserved: [],
    heldOut: [],
    notUsed: [],
    remarks: [],
    skipped: [],
    thumbnails: { count: THUMBNAILS, height: side, width: side, images },
  };
}
