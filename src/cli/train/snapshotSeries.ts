import type { MatchSnapshot } from '../../reports/matches';

/** The most pictures that are kept where nobody asks for another number: enough to see matching get better. */
export const USUAL_PICTURES = 8;

/** The pictures of a training, thinned as they come: the first, the last, and others between them, evenly spread. */
export class SnapshotSeries {
  private kept: MatchSnapshot[] = [];
  private stride = 1;
  private seen = 0;
  private last: MatchSnapshot | undefined;
  private readonly most: number;

  constructor(most = USUAL_PICTURES) {
    this.most = most;
  }

  take(snapshot: MatchSnapshot): void {
    this.last = snapshot;
    if (this.seen++ % this.stride !== 0) return;
    this.kept.push(snapshot);
    if (this.kept.length < this.most) return;
    this.kept = this.kept.filter((_, index) => index % 2 === 0);
    this.stride *= 2;
  }

  /** By step, rising. */
  get all(): readonly MatchSnapshot[] {
    const { kept, last } = this;
    return last === undefined || kept.at(-1) === last ? kept : [...kept, last];
  }
}
