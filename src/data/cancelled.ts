import { Failure } from '../failure';

/**
 * Ends the loading of data where whoever asked for it wants it no more.
 *
 * @throws {Failure} `cancelled`
 */
export function checkCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted !== true) return;
  throw new Failure({ code: 'cancelled', message: 'The loading of the images was cancelled.' });
}
