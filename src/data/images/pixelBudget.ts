/** Lets work begin while what is under way takes no more pixels than it may, in the order in which it comes. */
export class PixelBudget {
  private readonly most: number;
  private used = 0;
  private readonly waiting: { readonly pixels: number; readonly begin: () => void }[] = [];

  /** @param most pixels of images under way; one that has more comes alone */
  constructor(most: number) {
    this.most = most;
  }

  /** Does `work`, which takes so many pixels, when its turn has come. Rejects as it does. */
  async run<T>(pixels: number, work: () => Promise<T>): Promise<T> {
    await new Promise<void>((begin) => {
      this.waiting.push({ pixels, begin });
      this.admit();
    });
    try {
      return await work();
    } finally {
      this.used -= pixels;
      this.admit();
    }
  }

  private admit(): void {
    for (;;) {
      const [next] = this.waiting;
      if (next === undefined || (this.used > 0 && this.used + next.pixels > this.most)) return;
      this.waiting.shift();
      this.used += next.pixels;
      next.begin();
    }
  }
}
