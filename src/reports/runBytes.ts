/** Bytes that each part of a training holds on the device. */
export interface RunBytes {
  /** Parameters and running statistics. */
  readonly weights: number;
  readonly optimiserState: number;
  /** Copies of weights and optimiser state that a failed training goes back to. */
  readonly backups: number;
  /** What a step gets from the host: view parameters, location grids, rates. */
  readonly inputs: number;
  /** The images that lie there all the time; those of a step count as its inputs where it gets them. */
  readonly data: number;
  /** Everything that a step makes, scratch memory of kernels included, as it lies in the recorded step. */
  readonly step: number;
}
