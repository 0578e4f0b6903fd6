import type { EvaluationOptions } from '../config/evaluationOptions';
import type { ViewsConfig } from '../config/viewsConfig';
import type { ImageSet } from '../data/imageSet';
import type { ProbeName, SplitReport } from '../reports/evaluation';
import type { FeatureCache } from './featureCache';
import type { Split } from './splits';
import type { Subject } from './subject';

/** What an evaluation is made of; its result is a function of these alone, but for the cache. */
export interface EvaluationTask extends EvaluationOptions {
  readonly subject: Subject;
  readonly data: ImageSet;
  readonly split: Split;
  readonly splitReport: SplitReport;
  readonly probes: readonly ProbeName[];
  /** Views of the training: their size is that of every input, and matching takes views of this kind. */
  readonly views: ViewsConfig;
  readonly seed: number;
  /** Steps that the weights had been trained for. */
  readonly step?: number;
  /** Where features are looked for first. Left out, only the probes of this evaluation share theirs. */
  readonly cache?: FeatureCache;
}
