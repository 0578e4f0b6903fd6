/** Ends a transaction without a trace; one that has failed by itself is over already. */
export function abort(transaction: { abort(): void; readonly done: Promise<void> }): void {
  transaction.done.catch(() => undefined);
  try {
    transaction.abort();
  } catch {
    return;
  }
}
