/** Work of which there is one at a time: a later one ends it. */
export class OneAtATime {
  private current: AbortController | undefined;

  async run<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    this.end();
    const own = new AbortController();
    this.current = own;
    try {
      return await work(own.signal);
    } finally {
      if (this.current === own) this.current = undefined;
    }
  }

  /** Ends what is under way. */
  end(): void {
    this.current?.abort();
  }
}
