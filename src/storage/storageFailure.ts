import { Failure } from '../failure';
import { isDiskFull } from '../systemError';

/** Whether the browser has refused for want of room. */
export const isFull = (error: unknown): boolean =>
  isDiskFull(error) || (error instanceof DOMException && error.name === 'QuotaExceededError');

interface Kept {
  readonly what: string;
  readonly doing: string;
  readonly remedy: string;
}

const RUN: Kept = {
  what: 'this run',
  doing: 'keeping the run',
  remedy: 'Training goes on. Save the whole run from the export menu before you close the page.',
};

/** What the browser refused, in our words. */
export function unkept(error: unknown, { what, doing, remedy }: Kept = RUN): Failure {
  const full = isFull(error);
  return new Failure(
    {
      code: full ? 'storage_full' : 'storage_failed',
      message: full
        ? `The browser has no room left to keep ${what}.`
        : `The browser does not keep ${what}: ${error instanceof Error ? error.message : String(error)}.`,
      doing,
      remedy,
    },
    { cause: error },
  );
}
