/** What a step cost beside the computing itself. */
export interface StepCost {
  /** Milliseconds that handing it to the device took the host: JavaScript. */
  readonly hostMilliseconds: number;
  /** Programs that the device ran for it; known of recorded steps. */
  readonly dispatches?: number | undefined;
}
