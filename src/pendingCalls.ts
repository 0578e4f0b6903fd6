import type { Failure } from './failure';

/** Calls to something that may go away: from then on they fail with the reason, those under way too, even if they hang. */
export class PendingCalls {
  /** Why no call can succeed any more. */
  failure: Failure | undefined;
  private readonly rejects = new Set<(failure: Failure) => void>();

  run<T>(call: () => Promise<T>): Promise<T> {
    if (this.failure !== undefined) return Promise.reject(this.failure);
    return new Promise<T>((resolve, reject) => {
      this.rejects.add(reject);
      const settled = () => void this.rejects.delete(reject);
      call().then(resolve, reject).then(settled, settled);
    });
  }

  /** The first reason stays. */
  fail(failure: Failure): void {
    this.failure ??= failure;
    for (const reject of this.rejects) reject(this.failure);
    this.rejects.clear();
  }
}
