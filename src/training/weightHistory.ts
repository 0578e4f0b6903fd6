import { elementCount } from '../formats/tensorData';
import type { ParameterSpec } from '../nn/parameters';
import type { Weights } from './weights/fitWeights';

/** Moments of a run that are kept at most, and their bytes. */
export const MOST_MOMENTS = 24;
const MOST_BYTES = 2 ** 26;
const BYTES_PER_NUMBER = 4;

interface Moment {
  readonly step: number;
  readonly weights: Weights;
}

/**
 * The weights of a run at some of its steps, in memory. Beyond the limits, the moment between the two closest others goes;
 * the first and the last stay. Of a model of which no two fit, none is kept.
 */
export class WeightHistory {
  private readonly most: number;
  private moments: Moment[] = [];

  /** @param specs of the model */
  constructor(specs: readonly ParameterSpec[]) {
    const bytes = BYTES_PER_NUMBER * specs.reduce((sum, { shape }) => sum + elementCount(shape)!, 0);
    const fitting = Math.min(MOST_MOMENTS, Math.floor(MOST_BYTES / bytes));
    this.most = fitting < 2 ? 0 : fitting;
  }

  /** Whether there is room for any. */
  get isKept(): boolean {
    return this.most > 0;
  }

  /** Ascending. */
  get steps(): readonly number[] {
    return this.moments.map(({ step }) => step);
  }

  /** Takes a moment, in place of those from its step on. */
  add(step: number, weights: Weights): void {
    if (!this.isKept) return;
    this.moments = [...this.moments.filter((moment) => moment.step < step), { step, weights }];
    while (this.moments.length > this.most) this.moments.splice(this.leastTold, 1);
  }

  at(step: number): Weights | undefined {
    return this.moments.find((moment) => moment.step === step)?.weights;
  }

  private get leastTold(): number {
    const { steps } = this;
    const gaps = steps.slice(2).map((after, place) => after - steps[place]!);
    return gaps.length === 0 ? 0 : 1 + gaps.indexOf(Math.min(...gaps));
  }
}
