import type { ChannelPeaks } from '../../../worker/protocol';

/** A cell of an image that excites a channel. */
export interface ExcitingCell {
  readonly image: number;
  readonly cell: number;
  readonly value: number;
}

/** What a channel did over the images that were searched. */
export interface ChannelStatistics {
  readonly channel: number;
  /** Over all cells. */
  readonly mean: number;
  readonly deviation: number;
  /** The images with the largest values, the largest first; one cell an image. */
  readonly top: readonly ExcitingCell[];
  /** Share of the images with a cell beyond the mean by `STANDS_OUT` standard deviations. */
  readonly share: number;
  /** How far, in standard deviations, the top images lie above the mean. */
  readonly selectivity: number;
}

/** A part of the images, and what excited each channel in them. */
export interface SearchedPart {
  readonly images: readonly number[];
  /** Steps that the weights had done. */
  readonly step: number;
  readonly peaks: ChannelPeaks;
}

/** Images that are shown for a channel. */
export const TOP = 16;
export const STANDS_OUT = 2;

/** Statistics of every channel over all parts; they must be of one map. */
export function channelStatistics(parts: readonly SearchedPart[]): ChannelStatistics[] {
  const count = parts.reduce((sum, { images }) => sum + images.length, 0);
  return Array.from({ length: parts[0]?.peaks.channels ?? 0 }, (_, channel) => {
    const over = (values: (peaks: ChannelPeaks) => Float32Array) =>
      parts.reduce((sum, { images, peaks }) => sum + values(peaks)[channel]! * images.length, 0) / count;
    const mean = over(({ means }) => means);
    const deviation = Math.sqrt(Math.max(0, over(({ squares }) => squares) - mean * mean));
    const cells = parts.flatMap(({ images, peaks }) =>
      images.map((image, place): ExcitingCell => {
        const at = place * peaks.channels + channel;
        return { image, cell: peaks.cells[at]!, value: peaks.peaks[at]! };
      }),
    );
    const top = cells.toSorted((a, b) => b.value - a.value).slice(0, TOP);
    const above = top.reduce((sum, { value }) => sum + value, 0) / top.length - mean;
    const outstanding = cells.filter(({ value }) => value > mean + STANDS_OUT * deviation).length;
    return {
      ...{ channel, mean, deviation, top },
      share: deviation > 0 ? outstanding / count : 0,
      selectivity: deviation > 0 ? above / deviation : 0,
    };
  });
}

/** By what channels are gone through. */
export type ChannelOrder = 'number' | 'mean' | 'selectivity';

/** Channels in an order, the largest first. */
export function orderedChannels(
  channels: readonly ChannelStatistics[],
  order: ChannelOrder,
): readonly ChannelStatistics[] {
  return order === 'number' ? channels : channels.toSorted((a, b) => b[order] - a[order]);
}
