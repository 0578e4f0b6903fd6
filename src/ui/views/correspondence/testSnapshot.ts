import { locationGrid } from '../../../augment/locationGrid';
import { PLAIN_VIEW, type CropBox } from '../../../augment/viewParameters';
import type { MatchSnapshot, SnapshotView } from '../../../reports/matches';

/** A view of a 16 × 16 image with blank pixels; its features are the cells' true locations unless given. */
export function testView(crop: CropBox, flip: boolean, side: number, features?: Float32Array): SnapshotView {
  const locations = locationGrid(crop, side, side, flip);
  return {
    parameters: { ...PLAIN_VIEW, crop, flip },
    size: side,
    pixels: new Uint8Array(side * side * 3),
    rows: side,
    columns: side,
    locations,
    cell: [crop.height / side, crop.width / side],
    features: features ?? locations,
  };
}

export function testSnapshot(first: SnapshotView, second: SnapshotView): MatchSnapshot {
  const none = { input: new Int32Array(0), candidate: new Int32Array(0), distance: new Float32Array(0) };
  return {
    step: 1,
    imageIndex: 0,
    source: { height: 16, width: 16, pixels: new Uint8Array(16 * 16 * 3) },
    views: [first, second],
    byEmbedding: none,
    byLocation: none,
    keptByEmbedding: 0,
    keptByLocation: 0,
    accuracy: { features: 0, chance: 0, count: 0 },
  };
}
