import type { TrainerEvent } from '../../training/events';

/** What a line of `metrics.jsonl` holds: a step's report, or the matching accuracy after a step. */
export type MetricsRecord = { readonly type: 'step' | 'accuracy' } & Record<string, unknown>;

/** The record of an event; `undefined` for events that are no measures. */
export function metricsRecord(event: TrainerEvent): MetricsRecord | undefined {
  switch (event.type) {
    case 'step':
      return { type: 'step', ...event.report };
    case 'accuracy':
      return { type: 'accuracy', step: event.report.step, ...event.report.accuracy };
    default:
      return undefined;
  }
}
