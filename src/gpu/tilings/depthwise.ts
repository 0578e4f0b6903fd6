import { isSoftware } from '../adapterKind';
import type { DeviceTraits } from '../backendView';
import { CHANNEL_LANES, SIZE } from '../kernels/depthwiseShape';
import { amongst, type TilingFamily } from './family';

/** @file The depthwise convolution: outputs that an invocation computes, and lines that a part of its filter's gradient sums. */

/** A map of so many images, and its channels. */
export interface MapShape {
  readonly batch: number;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  /** Whether it is stored as halves. */
  readonly isHalf: boolean;
}

/** Outputs of an invocation along x and y. */
export type PatchTiling = { readonly across: number; readonly down: number };

const PATCHES: readonly PatchTiling[] = [4, 8].flatMap((across) =>
  [1, 2, 4].map((down) => ({ across, down })),
);

const sizeText = ({ batch, height, width, channels, isHalf }: MapShape): string =>
  `${batch}×${height}×${width}×${channels}${isHalf ? ' half' : ''}`;

const operations = ({ batch, height, width, channels }: MapShape): number =>
  2 * SIZE * SIZE * batch * height * width * channels;

/** The convolution itself, and its gradient by the input: `turned`. Every tiling gives the same bits. */
export const DEPTHWISE_CONVS: TilingFamily<MapShape & { readonly turned: boolean }, PatchTiling> = {
  title: 'depthwise convolution',
  keyOf: (shape) => `depthwise_conv${shape.turned ? '_input_gradient' : ''} ${sizeText(shape)}`,
  /** No wider than small maps need. */
  rule: (_, { width, height }) => ({ across: width > 4 ? 8 : 4, down: height > 1 ? 2 : 1 }),
  candidates: (_, { width, height }) =>
    PATCHES.filter(({ across, down }) => across < 2 * width && down < 2 * height),
  accept: (_device, _shape, values) => amongst(PATCHES, values),
  operations,
};

/** Lines of the map that one part of the sum takes. */
export type LinesTiling = { readonly part: number };

const ENOUGH_WORKGROUPS = { software: 16, gpu: 1024 };
/** Fewer input elements than this do not pay for a part's 50 sums. */
const SHORTEST_PART = 64;

const linesOf = ({ batch, height }: MapShape): number => batch * height;
const shortest = ({ width }: MapShape): number => Math.ceil(SHORTEST_PART / width);

function partFor({ adapterInfo }: DeviceTraits, shape: MapShape, factor = 1): number {
  const across = Math.ceil(shape.channels / CHANNEL_LANES);
  const enough = isSoftware(adapterInfo) ? ENOUGH_WORKGROUPS.software : ENOUGH_WORKGROUPS.gpu;
  return Math.max(Math.ceil((linesOf(shape) * across * factor) / enough), shortest(shape));
}

export const DEPTHWISE_FILTERS: TilingFamily<MapShape, LinesTiling> = {
  title: 'depthwise filter gradient',
  keyOf: (shape) => `depthwise_conv_filter_gradient ${sizeText(shape)}`,
  rule: (device, shape) => ({ part: partFor(device, shape) }),
  candidates: (device, shape) =>
    [...new Set([0.5, 1, 2, 4].map((factor) => partFor(device, shape, factor)))].map((part) => ({ part })),
  accept: ({ limits }, shape, { part, ...rest }) => {
    const isPart = typeof part === 'number' && Number.isInteger(part) && part >= shortest(shape);
    const most = limits.maxComputeWorkgroupsPerDimension;
    if (!isPart || Object.keys(rest).length > 0 || Math.ceil(linesOf(shape) / part) > most) return undefined;
    return { part };
  },
  operations,
};
