import type { RunConfig } from '../../config/runConfig';
import type { EvaluationReport } from '../../reports/evaluation';
import type { TrainedOn } from '../../reports/data';
import type { SubjectKind } from '../../reports/evaluationResult';
import type { MatchSnapshot } from '../../reports/matches';
import type { MetricsEntry } from '../../reports/metricsEntry';

/** What a run was made with, in words. */
export interface Environment {
  /** Name, version and commit of this program. */
  readonly program: string;
  /** The browser, or Node. */
  readonly runtime: string;
  /** `webgpu`, `wasm` or `cpu`. */
  readonly backend: string;
  /** The adapter's own name, or the processor's. */
  readonly adapter: string;
}

export interface SubjectReport {
  readonly subject: SubjectKind;
  readonly report: EvaluationReport;
}

/** A line of `metrics.jsonl`. */
export type MetricsLine = Partial<MetricsEntry> & { readonly step: number };

/** What is known of a run, its tensors left out: what a report is made of. */
export interface RunResults {
  readonly name: string;
  /** As it was at the last step. */
  readonly config: RunConfig;
  /** α that it was set up with, and with it which expanders it has. */
  readonly initialAlpha: number;
  /** Steps done. */
  readonly step: number;
  /** One for each step that was reported, steps rising. */
  readonly metrics: readonly MetricsLine[];
  readonly evaluations: readonly SubjectReport[];
  readonly snapshots: readonly MatchSnapshot[];
  readonly data: TrainedOn;
  readonly environment: Environment;
}

/** A whole run, which goes on from its checkpoint. */
export interface RunBundle extends RunResults {
  /** A safetensors file of the weights, for whoever reads no checkpoints. */
  readonly weights: Uint8Array;
  /** A file of `writeCheckpoint`; its step may be an earlier one. */
  readonly checkpoint: Uint8Array;
}
