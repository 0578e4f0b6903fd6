import { Failure } from '../failure';
import { Cancelled } from '../evaluation/cancellation';

/** The evaluations of one run: they take turns, and all of them can be ended. */
export class Evaluations {
  private turn: Promise<unknown> = Promise.resolve();
  private ending = new AbortController();
  private isClosed = false;

  /**
   * Does an evaluation when those before it are over.
   * @throws Failure `cancelled` when it was ended.
   */
  run<T>(evaluate: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const { signal } = this.ending;
    const result = this.turn.then(() => {
      if (signal.aborted || this.isClosed) throw new Cancelled();
      return evaluate(signal);
    });
    this.turn = result.catch(() => undefined);
    return result.catch((error: unknown) => {
      throw error instanceof Cancelled ? cancelled(error) : error;
    });
  }

  /** Resolves when no evaluation is under way or waits for its turn. */
  async over(): Promise<void> {
    let last: Promise<unknown>;
    do {
      last = this.turn;
      await last;
    } while (last !== this.turn);
  }

  /** Ends all of them; resolves when they are over. */
  async end(): Promise<void> {
    this.ending.abort();
    this.ending = new AbortController();
    await this.over();
  }

  /** Ends all of them for good. */
  async close(): Promise<void> {
    this.isClosed = true;
    await this.end();
  }
}

function cancelled(cause: Cancelled): Failure {
  return new Failure({ code: 'cancelled', message: cause.message, doing: 'evaluating' }, { cause });
}
