/** Steps over which the rate is averaged: long enough to be calm, short enough to follow a change. */
const WINDOW = 16;

/** Counts training time, pauses left out, and the rate of the latest steps. */
export class Throughput {
  private readonly ends: number[] = [];
  private before: number;
  private startedAt: number | undefined;
  private readonly now: () => number;

  /**
   * @param seconds of training before this
   * @param now current time in milliseconds
   */
  constructor(seconds = 0, now: () => number = () => performance.now()) {
    this.before = 1000 * seconds;
    this.now = now;
  }

  start(): void {
    this.startedAt ??= this.now();
    this.ends.length = 0;
    this.ends.push(this.now());
  }

  stop(): void {
    if (this.startedAt === undefined) return;
    this.before += this.now() - this.startedAt;
    this.startedAt = undefined;
  }

  /** Notes that one step has ended. */
  tick(): void {
    this.ends.push(this.now());
    if (this.ends.length > WINDOW + 1) this.ends.shift();
  }

  /** Training time so far, in seconds. */
  get seconds(): number {
    const running = this.startedAt === undefined ? 0 : this.now() - this.startedAt;
    return (this.before + running) / 1000;
  }

  /** Steps per second over the latest steps; 0 before the first one. */
  get stepsPerSecond(): number {
    const steps = this.ends.length - 1;
    const milliseconds = steps > 0 ? this.ends[steps]! - this.ends[0]! : 0;
    return milliseconds > 0 ? (1000 * steps) / milliseconds : 0;
  }
}
