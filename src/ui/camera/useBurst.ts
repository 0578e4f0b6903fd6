import { useEffect, useRef, useState, type RefObject } from 'react';
import { failureInfo, type FailureInfo } from '../../failure';
import { burst } from './burst';
import { captureFrame } from './frame';

export interface Burst {
  readonly isTaking: boolean;
  /** Why the last one ended early, where something failed. */
  readonly failure: FailureInfo | null;
  /** @param interval milliseconds from one picture to the next */
  readonly take: (count: number, interval: number) => void;
  readonly stop: () => void;
}

/** Takes pictures from a video; ends with the component, or when there is no more live picture. */
export function useBurst(
  video: RefObject<HTMLVideoElement | null>,
  isLive: boolean,
  onPicture: (picture: Blob) => void,
): Burst {
  const [isTaking, setIsTaking] = useState(false);
  const [failure, setFailure] = useState<FailureInfo | null>(null);
  const underWay = useRef<AbortController>(null);
  useEffect(() => {
    if (!isLive) underWay.current?.abort();
  }, [isLive]);
  useEffect(() => () => underWay.current?.abort(), []);
  const take = async (count: number, interval: number) => {
    const mine = new AbortController();
    underWay.current = mine;
    setIsTaking(true);
    setFailure(null);
    try {
      await burst({
        ...{ count, interval, signal: mine.signal },
        take: async () => {
          const picture = await captureFrame(video.current!);
          if (!mine.signal.aborted) onPicture(picture);
        },
      });
    } catch (error) {
      if (!mine.signal.aborted) setFailure(failureInfo(error, 'taking a picture'));
    } finally {
      setIsTaking(false);
    }
  };
  return {
    ...{ isTaking, failure },
    take: (count, interval) => void take(count, interval),
    stop: () => underWay.current?.abort(),
  };
}
