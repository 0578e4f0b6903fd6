import { csvText } from '../../../formats/csv';
import type { FileToSave } from '../../controls/useSaveFile';
import { canvasPng } from '../canvasPng';
import { pictureSheet } from '../pictureSheet';
import type { ChannelStatistics } from './channelStatistics';
import type { ShownPatch } from './usePatches';

const HEADER = ['channel', 'mean', 'deviation', 'share', 'selectivity', 'rank', 'image', 'cell', 'value'];

/** The channels as files; the picture is of the one on show. */
export function channelFiles(
  channels: readonly ChannelStatistics[],
  patches: readonly ShownPatch[],
  shown: number,
): FileToSave[] {
  const pictures = patches.flatMap(({ picture }) => (picture === undefined ? [] : [picture]));
  return [
    ...(pictures.length === 0
      ? []
      : [
          {
            title: `Patches of channel ${shown} (PNG)`,
            ending: `.channel${shown}.png`,
            type: 'image/png',
            content: () => canvasPng(pictureSheet(pictures, 8)),
          },
        ]),
    {
      title: 'All channels (CSV)',
      ending: '.channels.csv',
      type: 'text/csv',
      content: () => channelsCsv(channels),
    },
    {
      title: 'All channels (JSON)',
      ending: '.channels.json',
      type: 'application/json',
      content: () => JSON.stringify(channels),
    },
  ];
}

/** A row for each of a channel's most exciting cells. */
export function channelsCsv(channels: readonly ChannelStatistics[]): string {
  const rows = channels.flatMap(({ channel, mean, deviation, share, selectivity, top }) =>
    top.map(({ image, cell, value }, rank) => [
      ...[channel, mean, deviation, share, selectivity],
      ...[rank + 1, image, cell, value],
    ]),
  );
  return csvText(HEADER, rows);
}
