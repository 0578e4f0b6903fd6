import type { RunConfig } from '../../config/runConfig';
import { PROGRAM } from '../../program';
import { PROBES } from '../../reports/evaluation';
import type { ProbeName } from '../../worker/protocol';
import { headline } from '../../reports/evaluationMeasures';
import { baselinesFor, type EvaluationState } from './evaluations';

/** All evaluations of a run and the baselines that belong to it, with its configuration, as a JSON document. */
export function evaluationsToJson(state: EvaluationState, config: RunConfig, initialAlpha: number): string {
  const document = {
    program: PROGRAM,
    config,
    evaluations: state.results.map(({ report }) => report),
    baselines: baselinesFor(state, config, initialAlpha).map(({ report }) => report),
  };
  return `${JSON.stringify(document, null, 1)}\n`;
}

/** Goes before the names of probes among the measures of a link. */
export const EVALUATION_PREFIX = 'evaluation.';

/** The newest headline of each probe for a link, by name, and the step of the newest evaluation. */
export function evaluationMeasures({ results }: EvaluationState): Record<string, number> {
  const newest = (probe: ProbeName) =>
    results.flatMap(({ report }) => headline(report, probe)?.value ?? []).at(-1);
  const measures = PROBES.map((probe) => [EVALUATION_PREFIX + probe, newest(probe)] as const);
  const known = measures.filter((entry): entry is readonly [string, number] => entry[1] !== undefined);
  const step = results.at(-1)?.report.step;
  return {
    ...Object.fromEntries(known),
    ...(step === undefined ? {} : { [`${EVALUATION_PREFIX}step`]: step }),
  };
}
