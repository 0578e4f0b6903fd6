import { useEffect, useState } from 'react';
import { encodableVideos, type VideoKind } from './video';

/**
 * The kinds of video that this browser can encode at a size; none until that is known.
 * @param isWanted false while there is nothing to encode, so that nothing is loaded for it
 */
export function useVideos(
  isWanted: boolean,
  { width, height }: { readonly width: number; readonly height: number },
): readonly VideoKind[] {
  const [kinds, setKinds] = useState<readonly VideoKind[]>([]);
  useEffect(() => {
    if (!isWanted) return;
    let isCurrent = true;
    const take = (found: readonly VideoKind[]) => {
      if (isCurrent) setKinds(found);
    };
    // Where the encoder cannot be loaded, no video is offered.
    encodableVideos({ width, height }).then(take, () => take([]));
    return () => {
      isCurrent = false;
    };
  }, [isWanted, width, height]);
  return kinds;
}
