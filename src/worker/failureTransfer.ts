import { transferHandlers, type TransferHandler } from 'comlink';
import { Failure, failureInfo, type FailureInfo } from '../failure';

/** What comlink hands to its handler of errors. */
interface Thrown {
  readonly value: unknown;
}

/** Comlink's own handler sends the text of an error alone. Both sides take this one, so that a `Failure` arrives as such. */
export function transferFailures(): void {
  const ofComlink = transferHandlers.get('throw')!;
  const handler: TransferHandler<Thrown, FailureInfo> = {
    canHandle: (value): value is Thrown => ofComlink.canHandle(value),
    serialize: ({ value }) => [failureInfo(value), []],
    deserialize: (info) => {
      throw new Failure(info);
    },
  };
  transferHandlers.set('throw', handler);
}
