import { z } from '../../zod';
import type { MatchSnapshot, RankedMatches, SnapshotView } from '../../reports/matches';
import { quoted } from '../../quoted';
import { readSafetensors, writeSafetensors, type SafetensorsFile } from '../safetensors';
import type { DType, ElementArrays, TensorData, TypedTensor } from '../tensorData';
import { checked, jsonIn } from './json';
import { refused } from './refused';
import { amount, count, measured, words } from './values';

/** @file A picture of matches as a safetensors file: what are arrays as tensors, the rest as JSON in its metadata. */

const MOST_SIDE = 8192;
const MOST_CELLS_A_SIDE = 1024;
const whole = z
  .int()
  .min(0)
  .max(2 ** 31);
const cells = z.int().min(1).max(MOST_CELLS_A_SIDE);

const parameters = z.object({
  crop: z.object({ top: whole, left: whole, height: whole, width: whole }),
  flip: z.boolean(),
  jitter: z
    .array(z.object({ operation: z.enum(['brightness', 'contrast', 'saturation', 'hue']), amount }))
    .max(8),
  grayscale: z.boolean(),
  blurSigma: amount,
  solarize: z.boolean(),
});
const view = z.object({ parameters, rows: cells, columns: cells, cell: z.tuple([amount, amount]) });

const description = z.object({
  step: count,
  imageIndex: count,
  label: words.exactOptional(),
  views: z.tuple([view, view]),
  keptByEmbedding: count,
  keptByLocation: count,
  accuracy: z.object({
    embeddings: measured.exactOptional(),
    features: measured,
    chance: measured,
    count,
  }),
});

const METADATA = 'snapshot';
const VIEWS = ['first', 'second'] as const;

/** A picture as a safetensors file has it. */
export type SnapshotParts = Pick<SafetensorsFile, 'tensors' | 'metadata'>;

export function writeSnapshot(snapshot: MatchSnapshot): Uint8Array {
  const { tensors, metadata } = snapshotParts(snapshot);
  return writeSafetensors(tensors, metadata);
}

export function snapshotParts(snapshot: MatchSnapshot): SnapshotParts {
  const { source, views, byEmbedding, byLocation } = snapshot;
  const tensors: Record<string, TensorData> = {
    source: { dtype: 'U8', shape: [source.height, source.width, 3], data: source.pixels },
    ...matchTensors('by_embedding', byEmbedding),
    ...matchTensors('by_location', byLocation),
  };
  views.forEach(({ size, pixels, locations, features, embeddings }, index) => {
    const name = VIEWS[index]!;
    const rows = locations.length / 2;
    tensors[`${name}.pixels`] = { dtype: 'U8', shape: [size, size, 3], data: pixels };
    tensors[`${name}.locations`] = { dtype: 'F32', shape: [rows, 2], data: locations };
    tensors[`${name}.features`] = { dtype: 'F32', shape: [rows, features.length / rows], data: features };
    if (embeddings !== undefined)
      tensors[`${name}.embeddings`] = {
        dtype: 'F32',
        shape: [rows, embeddings.length / rows],
        data: embeddings,
      };
  });
  return { tensors, metadata: { [METADATA]: JSON.stringify(description.parse(snapshot)) } };
}

function matchTensors(
  name: string,
  { input, candidate, distance }: RankedMatches,
): Record<string, TensorData> {
  const shape = [input.length];
  return {
    [`${name}.input`]: { dtype: 'I32', shape, data: input },
    [`${name}.candidate`]: { dtype: 'I32', shape, data: candidate },
    [`${name}.distance`]: { dtype: 'F32', shape, data: distance },
  };
}

/**
 * @param name of the file, for messages
 * @throws {Failure} `bundle_bad_snapshot`, `_field`, `_json`, and those of `readSafetensors`
 */
export function readSnapshot(bytes: Uint8Array, name: string): MatchSnapshot {
  return snapshotOf(readSafetensors(bytes), name);
}

/** The same of what was read. @throws {Failure} `bundle_bad_snapshot`, `_field`, `_json` */
export function snapshotOf({ tensors, metadata }: SnapshotParts, name: string): MatchSnapshot {
  const value = jsonIn(new TextEncoder().encode(metadata[METADATA] ?? ''), name);
  const { views, label, ...rest } = checked(description, value, name);
  /** A tensor of that type; `axes` are its sizes, `undefined` where any size will do. */
  const tensor = <D extends DType>(of: string, dtype: D, axes: readonly (number | undefined)[]) => {
    const found = Object.hasOwn(tensors, of) ? tensors[of] : undefined;
    const fits =
      found?.dtype === dtype &&
      found.shape.length === axes.length &&
      axes.every((size, axis) => size === undefined || size === found.shape[axis]);
    if (!fits) throw refused('snapshot', `${name} lacks tensor ${quoted(of)}, or has it in another shape.`);
    return found as TypedTensor<D>;
  };
  const picture = (of: string) => {
    const { shape, data } = tensor(of, 'U8', [undefined, undefined, 3]);
    const [height, width] = shape as [number, number];
    const isSmall = (side: number) => side > 0 && side <= MOST_SIDE;
    if (!isSmall(height) || !isSmall(width))
      throw refused('snapshot', `${name} has a picture ${quoted(of)} whose sides are not 1 to ${MOST_SIDE}.`);
    return { height, width, pixels: data };
  };
  const viewAt = (index: 0 | 1): SnapshotView => {
    const own = VIEWS[index];
    const { rows, columns, ...known } = views[index];
    const { height, pixels } = picture(`${own}.pixels`);
    const places = rows * columns;
    const floats = (of: string, width?: number): ElementArrays['F32'] =>
      tensor(`${own}.${of}`, 'F32', [places, width]).data;
    return {
      ...known,
      size: tensor(`${own}.pixels`, 'U8', [height, height, 3]).shape[0]!,
      pixels,
      rows,
      columns,
      locations: floats('locations', 2),
      features: floats('features'),
      ...(Object.hasOwn(tensors, `${own}.embeddings`) ? { embeddings: floats('embeddings') } : {}),
    };
  };
  const both: [SnapshotView, SnapshotView] = [viewAt(0), viewAt(1)];
  const [inputs, candidates] = both.map(({ rows, columns }) => rows * columns) as [number, number];
  const matches = (of: string): RankedMatches => {
    const { data: input } = tensor(`${of}.input`, 'I32', [undefined]);
    const { data: candidate } = tensor(`${of}.candidate`, 'I32', [input.length]);
    const { data: distance } = tensor(`${of}.distance`, 'F32', [input.length]);
    const isCell = (limit: number) => (cell: number) => cell >= 0 && cell < limit;
    if (input.length > inputs || !input.every(isCell(inputs)) || !candidate.every(isCell(candidates)))
      throw refused('snapshot', `${name} has matches ${quoted(of)} of cells that its views do not have.`);
    return { input, candidate, distance };
  };
  return {
    ...rest,
    ...(label === undefined ? {} : { label }),
    source: picture('source'),
    views: both,
    byEmbedding: matches('by_embedding'),
    byLocation: matches('by_location'),
  };
}
