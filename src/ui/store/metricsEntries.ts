import type { MetricsEntry } from '../../formats/metrics';
import type { LossTerms, MatchingAccuracy, StepReport } from '../../worker/protocol';
import { columnOf } from '../views/growableTable';
import type { AccuracyColumn, RunHistory, StepColumn } from '../views/history';

/** The history as the reports that it was made of, with the matching accuracy at the steps where it was taken. */
export function metricsEntries(history: RunHistory): MetricsEntry[] {
  const accuracies = accuracyByStep(history);
  return Array.from({ length: history.steps.length }, (_, row) => {
    const report = reportAt(history, row);
    const accuracy = accuracies.get(report.step);
    return accuracy === undefined ? report : { ...report, accuracy };
  });
}

function reportAt({ steps }: RunHistory, row: number): StepReport {
  const required = (name: StepColumn) => columnOf(steps, name)[row] ?? Number.NaN;
  return {
    step: required('step'),
    seconds: required('seconds'),
    alpha: required('alpha'),
    loss: lossAt(required),
    learningRate: required('learningRate'),
    imagesPerSecond: required('imagesPerSecond'),
    representationStd: required('representationStd'),
    representationCorrelation: required('representationCorrelation'),
    gpuBytes: required('gpuBytes'),
    ...present({
      embeddingStd: required('embeddingStd'),
      embeddingCorrelation: required('embeddingCorrelation'),
      top1: required('top1'),
      top5: required('top5'),
    }),
  };
}

function lossAt(value: (name: StepColumn) => number): LossTerms {
  const scope = (name: 'global' | 'local') => ({
    invariance: value(`${name}Invariance`),
    variance: value(`${name}Variance`),
    covariance: value(`${name}Covariance`),
  });
  const [global, local] = [scope('global'), scope('local')];
  return {
    total: value('total'),
    ...(Number.isNaN(global.invariance) ? {} : { global }),
    ...(Number.isNaN(local.invariance) ? {} : { local }),
    ...present({ classifier: value('classifier') }),
  };
}

function accuracyByStep({ accuracy }: RunHistory): Map<number, MatchingAccuracy> {
  const at = (name: AccuracyColumn, row: number) => columnOf(accuracy, name)[row] ?? Number.NaN;
  return new Map(
    Array.from({ length: accuracy.length }, (_, row) => [
      at('step', row),
      {
        features: at('features', row),
        chance: at('chance', row),
        count: at('count', row),
        ...present({ embeddings: at('embeddings', row) }),
      },
    ]),
  );
}

/** The values that were measured; the history marks the others with NaN. */
function present<Name extends string>(values: Record<Name, number>): Partial<Record<Name, number>> {
  const measured = Object.entries<number>(values).filter(([, value]) => !Number.isNaN(value));
  return Object.fromEntries(measured) as Partial<Record<Name, number>>;
}
