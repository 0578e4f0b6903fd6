import { describe, expect, it } from 'vitest';
import { decodeLink, encodeLinkWithResults } from '../../config/link';
import { findPreset } from '../../config/presets';
import { PROBES, type EvaluationReport } from '../../reports/evaluation';
import { fakeEvaluation } from '../testing/fakeEvaluation';
import { emptyHistory } from '../history/history';
import { summarize } from '../history/summary';
import { headline } from '../../reports/evaluationMeasures';
import { baselineKey, NO_EVALUATIONS, withResult } from './evaluations';
import { evaluationMeasures, evaluationsToJson } from './evaluationsFile';

const { config } = findPreset('playground')!;

function evaluated() {
  const first = fakeEvaluation({ subject: 'weights', probes: PROBES }, 100);
  const later = fakeEvaluation({ subject: 'weights', probes: ['knn'] }, 200);
  const random = fakeEvaluation({ subject: 'random', probes: PROBES }, 200);
  const pixels = fakeEvaluation({ subject: 'pixels', probes: PROBES }, 200);
  let state = withResult(withResult(NO_EVALUATIONS, first, ''), later, '');
  state = withResult(state, random, baselineKey('random', config, config.loss.alpha));
  return { state: withResult(state, pixels, 'of other settings'), first, later };
}

describe('evaluations that leave the page', () => {
  it('are all in the file, with the baselines of the same settings', () => {
    const { state, first, later } = evaluated();
    const document = JSON.parse(evaluationsToJson(state, config, config.loss.alpha)) as {
      readonly config: unknown;
      readonly evaluations: readonly EvaluationReport[];
      readonly baselines: readonly { readonly subject: string }[];
    };
    expect(document.config).toEqual(config);
    expect(document.evaluations).toEqual([first.report, later.report]);
    expect(document.baselines.map(({ subject }) => subject)).toEqual(['random']);
  });

  it('are a few numbers in a link, the newest of each probe', () => {
    const { state, first, later } = evaluated();
    const measures = evaluationMeasures(state);
    expect(Object.keys(measures)).toHaveLength(PROBES.length + 1);
    expect(measures['evaluation.step']).toBe(200);
    expect(measures['evaluation.knn']).toBe(headline(later.report, 'knn')!.value);
    expect(measures['evaluation.linear']).toBe(headline(first.report, 'linear')!.value);
    const hash = encodeLinkWithResults(
      config,
      () => summarize(emptyHistory(), { device: 'Test' }, 10, measures),
      40,
    );
    expect(decodeLink(hash).summary!.measures['evaluation.step']).toBe(200);
    expect(evaluationMeasures(NO_EVALUATIONS)).toEqual({});
  });
});
