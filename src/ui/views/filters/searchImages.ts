import type { LookedMap, LookSubject } from '../../../worker/protocol';
import type { Looks } from '../../store/looks';
import type { SearchedPart } from './channelStatistics';

/** Images of one look: a training waits for no more than these. */
const PART = 32;

interface SearchOptions {
  readonly looks: Looks;
  readonly images: readonly number[];
  readonly map: LookedMap;
  readonly subject: LookSubject;
  readonly signal: AbortSignal;
  readonly onPart: (part: SearchedPart, seconds: number) => void;
  readonly rest?: (seconds: number) => Promise<void>;
}

const wait = (seconds: number) => new Promise<void>((resolve) => setTimeout(resolve, 1000 * seconds));

/**
 * Goes through images part by part, and rests after each as long as it took, so that a training keeps half of the time.
 * It ends early when the signal is aborted.
 * @throws Failure of a look
 */
export async function searchImages(options: SearchOptions): Promise<void> {
  const { looks, images, map, subject, signal, onPart, rest = wait } = options;
  const isEnded = () => signal.aborted;
  for (let from = 0; from < images.length && !isEnded(); from += PART) {
    const part = images.slice(from, from + PART);
    const request = { images: part.map((image) => ({ image })), map };
    const { report, step, seconds } = await looks.take({ kind: 'channelPeaks', subject, request });
    if (isEnded()) return;
    onPart({ images: part, step, peaks: report }, seconds);
    if (from + PART < images.length) await rest(seconds);
  }
}
