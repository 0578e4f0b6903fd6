export interface BurstOptions {
  readonly count: number;
  /** Milliseconds from one picture to the next. */
  readonly interval: number;
  readonly signal: AbortSignal;
  /** Takes one picture. */
  readonly take: () => Promise<void>;
}

/** Takes pictures one after the other; ends early where `signal` says so, or where one fails. */
export async function burst({ count, interval, signal, take }: BurstOptions): Promise<void> {
  const isOver = () => signal.aborted;
  for (let done = 0; done < count; done++) {
    if (done > 0) await pause(interval, signal);
    if (isOver()) return;
    await take();
  }
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const finish = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', finish);
      resolve();
    };
    const timer = setTimeout(finish, milliseconds);
    signal.addEventListener('abort', finish);
  });
}
