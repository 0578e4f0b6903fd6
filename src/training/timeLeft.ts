interface Moment {
  readonly time: number;
  readonly share: number;
}

/** Tells how long something takes that goes on at an even pace, from its first news on: a start takes its own time. */
export class TimeLeft {
  private readonly now: () => number;
  private first: Moment | undefined;

  /** @param now the time in ms. */
  constructor(now: () => number = () => performance.now()) {
    this.now = now;
  }

  /** Seconds until all is done when `share` of it is, 0 to 1; `undefined` before there is a pace. */
  at(share: number): number | undefined {
    const time = this.now();
    this.first ??= { time, share };
    const done = share - this.first.share;
    return done <= 0 ? undefined : ((time - this.first.time) / 1000) * ((1 - share) / done);
  }
}
