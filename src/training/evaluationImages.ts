import type { HeldOutSet, ImageSet } from '../data/imageSet';
import { Cancelled } from '../evaluation/cancellation';
import { untilAborted } from '../untilAborted';
import { evaluationData, type EvaluationData } from '../evaluation/evaluationData';

/** Reads or draws the images that are kept from training; none where the data set has no splits. */
export type ReadKept = (onProgress: (share: number) => void) => Promise<readonly HeldOutSet[]>;

/** What the runs on one data set are evaluated on. It is read when it is needed first, and then kept. */
export class EvaluationImages {
  private readonly training: ImageSet;
  private readonly readKept: ReadKept;
  private kept: Promise<readonly HeldOutSet[]> | undefined;
  private latest: { readonly seed: number; readonly data: EvaluationData } | undefined;
  private onProgress: (share: number) => void = () => undefined;

  constructor(training: ImageSet, readKept: ReadKept) {
    this.training = training;
    this.readKept = readKept;
  }

  /**
   * The images of an evaluation with what each is for.
   * @param seed of the split, where the data set brings none.
   * @throws Cancelled when the signal is aborted; reading goes on for the next one.
   * @throws {Failure} those of the readers
   */
  async read(
    seed: number,
    onProgress: (share: number) => void,
    signal?: AbortSignal,
  ): Promise<EvaluationData> {
    if (this.latest?.seed === seed) return this.latest.data;
    this.onProgress = onProgress;
    const reading = this.join(seed);
    const data = await (signal === undefined
      ? reading
      : untilAborted(signal, reading, () => new Cancelled()));
    this.latest = { seed, data };
    return data;
  }

  /**
   * The images that are kept from training.
   * @throws {Failure} those of the readers
   */
  async heldOut(): Promise<readonly HeldOutSet[]> {
    this.kept ??= this.readKept((share) => this.onProgress(share));
    try {
      return await this.kept;
    } catch (error) {
      this.kept = undefined;
      throw error;
    }
  }

  private async join(seed: number): Promise<EvaluationData> {
    return evaluationData(this.training, await this.heldOut(), seed);
  }
}
