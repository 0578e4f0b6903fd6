import { useEffect, useRef, useState } from 'react';
import { failureInfo, type FailureInfo } from '../../../failure';
import type { LookedMap, LookSubject } from '../../../worker/protocol';
import { useSession } from '../../store/context';
import type { SearchedPart } from './channelStatistics';
import { searchImages } from './searchImages';

export interface ChannelSearch {
  readonly map: LookedMap;
  readonly parts: readonly SearchedPart[];
  readonly total: number;
  /** Of the device's time so far. */
  readonly seconds: number;
  readonly isUnderWay: boolean;
  readonly failure: FailureInfo | null;
}

/** A search for what excites the channels of a map, when it is asked for; it ends with the component. */
export function useChannelSearch() {
  const { looks } = useSession();
  const [search, setSearch] = useState<ChannelSearch | null>(null);
  const end = useRef(new AbortController());
  useEffect(() => () => end.current.abort(), []);

  async function begin(images: readonly number[], map: LookedMap, subject: LookSubject): Promise<void> {
    end.current.abort();
    end.current = new AbortController();
    const { signal } = end.current;
    const change = (next: (now: ChannelSearch) => Partial<ChannelSearch>) => {
      if (!signal.aborted) setSearch((now) => now && { ...now, ...next(now) });
    };
    setSearch({ map, parts: [], total: images.length, seconds: 0, isUnderWay: true, failure: null });
    const onPart = (part: SearchedPart, seconds: number) =>
      change((now) => ({ parts: [...now.parts, part], seconds: now.seconds + seconds }));
    try {
      await searchImages({ looks, images, map, subject, signal, onPart });
    } catch (error) {
      change(() => ({ failure: failureInfo(error, 'searching images') }));
    }
    change(() => ({ isUnderWay: false }));
  }

  /** What was found so far stays. */
  function cancel(): void {
    end.current.abort();
    setSearch((now) => now && { ...now, isUnderWay: false });
  }

  return { search, begin, cancel };
}
