/** A model of its own in the middle of a training, whose steps are timed. */
export interface StepEngine {
  /** Hands one step to the device; the promise is its loss. */
  step(): Promise<number>;
}

/** Rates of AdamW, the same for every engine and step. */
export const RATES = { learningRate: 1e-3, weightDecay: 1e-4 } as const;
