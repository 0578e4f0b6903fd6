import { useMemo } from 'react';
import { plain } from '../../../quoted';
import { significant } from '../../../reports/format';
import type { SetOverview } from '../../../worker/protocol';
import { cutOut } from '../looks/squares';
import { useImages } from '../looks/useImages';
import type { Pixels } from '../PixelCanvas';
import type { ChannelStatistics, ExcitingCell } from './channelStatistics';
import { patchBox, type Patch } from './patchBox';
import type { ChannelSearch } from './useChannelSearch';

/** A cell that excites a channel, as it is shown. */
export interface ShownPatch extends ExcitingCell {
  readonly name: string;
  /** The cell as shares of the patch. */
  readonly outline: Patch['cell'];
  /** Absent until the image is read. */
  readonly picture: Pixels | undefined;
}

const NONE: readonly number[] = [];

/** The cells that excite a channel most, cut out of their images. */
export function usePatches(
  channel: ChannelStatistics | undefined,
  search: ChannelSearch | null,
  overview: SetOverview,
): readonly ShownPatch[] {
  const top = channel?.top;
  const wanted = useMemo(() => top?.map(({ image }) => image) ?? NONE, [top]);
  const { height, width, labels, classNames } = overview;
  const cache = useImages(wanted, height * width * 3);
  const grid = search?.parts[0]?.peaks;
  if (top === undefined || grid === undefined) return [];
  return top.map((exciting) => {
    const { image, cell, value } = exciting;
    const found = cache.get(image);
    const patch = patchBox({ height, width }, grid, cell);
    const name = classNames?.[labels?.[image] ?? -1];
    const what = name === undefined ? `Image ${image}` : `Image ${image}, ${plain(name)}`;
    return {
      ...exciting,
      name: `${what}: ${significant(value, 3)}`,
      outline: patch.cell,
      picture: found && cutOut(found, patch.box),
    };
  });
}
