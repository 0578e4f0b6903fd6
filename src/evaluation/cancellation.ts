/** Thrown where an evaluation was cancelled; nobody needs to be told why. */
export class Cancelled extends Error {
  constructor() {
    super('The evaluation was cancelled.');
    this.name = 'Cancelled';
  }
}

/** How an evaluation is watched and ended. */
export interface Watch {
  readonly signal?: AbortSignal;
  /** Gets the share done, 0 to 1. */
  readonly onProgress?: (share: number) => void;
  /** Lets others have their turn between two pieces of work, e.g. the messages of a worker. */
  readonly breathe?: () => Promise<void>;
}

/**
 * Called between two pieces of work.
 * @param done share of the work that is done, 0 to 1
 * @throws Cancelled when the evaluation is to end.
 */
export async function checkpoint({ signal, onProgress, breathe }: Watch, done: number): Promise<void> {
  onProgress?.(done);
  await breathe?.();
  if (signal?.aborted === true) throw new Cancelled();
}

/** The watch of a part of the work, which goes from `from` to `to` of the whole. */
export function part(watch: Watch, from: number, to: number): Watch {
  const { onProgress } = watch;
  if (onProgress === undefined) return watch;
  return { ...watch, onProgress: (share) => onProgress(from + share * (to - from)) };
}
