import { Failure } from '../failure';
import { isDiskFull } from '../systemError';

/** Whether the browser has refused for want of room. */
export const isFull = (error: unknown): boolean =>
  isDiskFull(error) || (error instanceof DOMException && error.name === 'QuotaExceededError');

/** What the browser refused, in our words. */
export function unkept(error: unknown): Failure {
  const full = isFull(error);
  return new Failure(
    {
      code: full ? 'storage_full' : 'storage_failed',
      message: full
        ? 'The browser has no room left to keep this run.'
        : `The browser does not keep this run: ${error instanceof Error ? error.message : String(error)}.`,
      doing: 'keeping the run',
      remedy: 'Training goes on. Save the whole run from the export menu before you close the page.',
    },
    { cause: error },
  );
}
