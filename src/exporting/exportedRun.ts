import type { ReportedRun } from '../formats/report/reportHtml';
import type { Checkpoint } from '../training/checkpoint';
import type { TrainedModel } from './trainedModel';

/** A run as exports see it: its tensors are read when they are asked for. */
export interface ExportedRun {
  readonly results: ReportedRun;
  /** Seconds since 1970 at which it began, as far as that is known. */
  readonly startedAt: number;
  /** @throws Failure where its weights are not to be had */
  readonly model: () => Promise<TrainedModel>;
  /** @throws Failure where none of its checkpoints is to be had */
  readonly checkpoint: () => Promise<Checkpoint>;
}
