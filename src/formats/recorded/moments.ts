import type { MatchSnapshot } from '../../reports/matches';
import { MOST_SNAPSHOTS, snapshotName } from '../bundle/files';
import type { Entries } from '../bundle/entries';
import { snapshotOf, snapshotParts, type SnapshotParts } from '../bundle/snapshotFile';
import { tensorBytes, type TensorData } from '../tensorData';
import { readSafetensors, writeSafetensors } from '../safetensors';
import { halved, widened } from './halves';

/**
 * @file The pictures of a recorded run. All are of one image in the same two views: what the first one has, pixels above all,
 * the others do not repeat. Features have 16 bits.
 */

/** The files of pictures, by name. */
export function writeMoments(snapshots: readonly MatchSnapshot[]): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  let first: SnapshotParts | undefined;
  for (const [index, snapshot] of snapshots.entries()) {
    const { tensors, metadata } = snapshotParts(snapshot);
    const parts = { metadata, tensors: mapEntries(tensors, halvedFeatures) };
    first ??= parts;
    const own = first === parts ? parts.tensors : without(parts.tensors, first.tensors);
    files.set(snapshotName(index), writeSafetensors(own, metadata));
  }
  return files;
}

/** @throws {Failure} those of `readSnapshot` */
export function readMoments(entries: Entries): MatchSnapshot[] {
  let first: SnapshotParts['tensors'] = {};
  return Array.from({ length: MOST_SNAPSHOTS }, (_, index) => snapshotName(index))
    .filter((name) => entries.has(name))
    .map((name, place) => {
      const { tensors, metadata } = readSafetensors(entries.bytes(name));
      if (place === 0) first = tensors;
      return snapshotOf({ tensors: mapEntries({ ...first, ...tensors }, widened), metadata }, name);
    });
}

/** Distances and places stay as exact as they are: they are few. */
function halvedFeatures(tensor: TensorData, name: string): TensorData {
  return /\.(features|embeddings)$/.test(name) ? halved(tensor) : tensor;
}

function without(
  tensors: SnapshotParts['tensors'],
  known: SnapshotParts['tensors'],
): SnapshotParts['tensors'] {
  return Object.fromEntries(Object.entries(tensors).filter(([name, tensor]) => !isSame(tensor, known[name])));
}

function isSame(one: TensorData, other: TensorData | undefined): boolean {
  if (other?.dtype !== one.dtype || String(other.shape) !== String(one.shape)) return false;
  const bytes = tensorBytes(other);
  return tensorBytes(one).every((byte, place) => byte === bytes[place]);
}

function mapEntries(
  tensors: SnapshotParts['tensors'],
  change: (tensor: TensorData, name: string) => TensorData,
): SnapshotParts['tensors'] {
  return Object.fromEntries(
    Object.entries(tensors).map(([name, tensor]) => [name, change(tensor, name)] as const),
  );
}
