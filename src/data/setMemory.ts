import { Failure } from '../failure';
import { quoted } from '../quoted';

/** Bytes of the pixels of one set, masks included. There is a second copy on the GPU. */
const MOST_SET_BYTES = 2 ** 31;

/** Images that are about to be read. */
export interface WantedImages {
  /** Of their set, for messages. */
  readonly name: string;
  readonly count: number;
  /** Of one image in memory, with its mask. */
  readonly bytesEach: number;
  /** Whether `data.limit` has a say in it; it has none in what is kept for evaluation. */
  readonly isLimited: boolean;
}

/**
 * Checks that a set fits into memory, before any of it is set aside.
 *
 * @throws {Failure} `out_of_memory`, saying how many images fit
 */
export function checkSetMemory({ name, count, bytesEach, isLimited }: WantedImages): void {
  if (count * bytesEach <= MOST_SET_BYTES) return;
  const fitting = Math.floor(MOST_SET_BYTES / bytesEach);
  throw new Failure({
    code: 'out_of_memory',
    message: `${count.toLocaleString('en')} images of ${quoted(name)} need ${gibibytes(count * bytesEach)} of memory; ${fitting.toLocaleString('en')} fit into ${gibibytes(MOST_SET_BYTES)}.`,
    doing: 'reading the images',
    ...(isLimited
      ? {
          remedy: `Set “At most” (data.limit) to ${fitting.toLocaleString('en')} or less, or choose a smaller part.`,
          settings: [{ path: 'data.limit', value: fitting }],
        }
      : { remedy: 'Choose fewer images for evaluation.' }),
  });
}

function gibibytes(bytes: number): string {
  return `${(bytes / 2 ** 30).toLocaleString('en', { maximumFractionDigits: 1 })} GiB`;
}
