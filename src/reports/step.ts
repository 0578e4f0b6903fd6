import type { MetricsEntry } from './metricsEntry';

/** What a training reports of a step. */
export type StepReport = Omit<MetricsEntry, 'accuracy' | 'knn'>;

/** The terms of the loss at one step; those of a side that α leaves out are absent. */
export type LossTerms = StepReport['loss'];
