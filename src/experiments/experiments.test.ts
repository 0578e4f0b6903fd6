import { describe, expect, it } from 'vitest';
import { MEASURES } from '../reports/measures';
import { judge } from './claims';
import { wordsOf, type CardMeasure } from './cardMeasures';
import { EXPERIMENTS, labelOn, trainingsOf } from './experiments';
import { experimentResults, loadResults, measured, valuesOf, type ExperimentResults } from './results';
import { TRAINING_NAMES, seedsOf, type TrainingName } from './trainings';

const results = await loadResults();

it('the results have every training with its seeds', () => {
  const there = TRAINING_NAMES.map((name) => [name, results.trainings[name]?.map(({ seed }) => seed)]);
  expect(there).toEqual(TRAINING_NAMES.map((name) => [name, seedsOf(name)]));
  expect(Object.keys(results.trainings)).toEqual(TRAINING_NAMES);
});

describe.each(EXPERIMENTS)('the card $id', (experiment) => {
  it.each(experiment.claims.map((claim) => [JSON.stringify(claim), claim] as const))(
    'claims %s',
    (_, claim) => {
      const { holds, text } = judge(results, claim);
      expect(holds, `Card ${experiment.id}: ${text}`).toBe(true);
    },
  );

  it('says only what was measured, and claims only what it shows', () => {
    const trainings = trainingsOf(experiment);
    const lacking: string[] = [];
    const said: CardMeasure[] = [];
    const answer = experiment.answer((training, measure) => {
      said.push(measure);
      if (!trainings.includes(training)) lacking.push(`${training} is not on the card`);
      const summary = measured(results, training, measure);
      if (summary === undefined) lacking.push(`${training} has no ${measure}`);
      return '#';
    });
    expect(lacking).toEqual([]);
    expect(experiment.measures).toEqual(expect.arrayContaining(said));
    for (const claim of experiment.claims) {
      const pair = 'same' in claim ? claim.same : [claim.more, claim.less];
      expect(trainings).toEqual(expect.arrayContaining([...pair]));
      expect(experiment.measures).toContain(claim.measure);
    }
    // A result that is typed would stand beside a sign of per cent, or have decimals.
    expect(answer).not.toMatch(/\d\s*%|\d\.\d|±/);
  });

  it('tells its trainings apart', () => {
    const labels = trainingsOf(experiment).map((name) => labelOn(experiment, name));
    expect(new Set(labels).size).toBe(labels.length);
  });
});

it('no two cards have one id, and every training is on a card', () => {
  expect(new Set(EXPERIMENTS.map(({ id }) => id)).size).toBe(EXPERIMENTS.length);
  const used = new Set(EXPERIMENTS.flatMap(trainingsOf));
  expect(TRAINING_NAMES.filter((name) => !used.has(name))).toEqual([]);
});

/** Results of made-up figures, one a seed. */
function made(values: Partial<Record<TrainingName, readonly number[]>>): ExperimentResults {
  const trainings = Object.entries(values).map(([name, seeds]) => [
    name,
    seeds.map((value, place) => ({ seed: place + 1, evaluation: { mean_iou: value }, training: {} })),
  ]);
  return { ...results, trainings: Object.fromEntries(trainings) as ExperimentResults['trainings'] };
}

describe('a claim', () => {
  const more = { measure: 'mean_iou', more: 'base', less: 'global' } as const;
  const same = { measure: 'mean_iou', same: ['base', 'global'] } as const;

  it('of more holds where the difference is beyond chance, and is then not the same', () => {
    const far = made({ base: [0.5, 0.53, 0.53], global: [0.4, 0.41, 0.45] });
    expect(judge(far, more).holds).toBe(true);
    expect(judge(far, same).holds).toBe(false);
    expect(judge(far, { ...more, more: 'global', less: 'base' }).holds).toBe(false);
    // Beside trainings and seeds, 0.0141 are left: two standard errors of a difference of three seeds are 0.0231.
    const near = made({ base: [0.42, 0.45, 0.45], global: [0.4, 0.41, 0.45] });
    expect(judge(near, more).holds).toBe(false);
    expect(judge(near, same).holds).toBe(true);
    expect(judge(near, more).text).toContain('base 44.0 ± 1.7 % (3)');
    expect(judge(near, more).text).toContain('the difference is 0.0200, chance explains 0.0231');
  });

  it('is judged seed by seed: what a seed does to all is no difference', () => {
    const shared = made({ base: [0.41, 0.52, 0.61], global: [0.4, 0.5, 0.6], local: [0.4, 0.5, 0.6] });
    expect(judge(shared, more).holds).toBe(true);
  });

  it('of a training with one seed takes the spread from the others, and none holds where there is no spread', () => {
    const others = { global: [0.4, 0.41, 0.45], local: [0.5, 0.53, 0.53] };
    expect(judge(made({ base: [0.5], ...others }), more).holds).toBe(true);
    expect(judge(made({ base: [0.43], ...others }), more).holds).toBe(false);
    expect(judge(made({ base: [0.5], global: [0.4] }), more).text).toContain('too few seeds');
    expect(judge(made({ base: [0.5, 0.6] }), same).text).toContain('global has none');
  });
});

it('numbers are written with spread and unit, ends of axes without', () => {
  expect(wordsOf('mean_iou').tick(0.125)).toBe('12.5');
  expect(wordsOf('globalInvariance').tick(3)).toBe('3');
  expect(wordsOf('mean_iou').write({ mean: 0.1234, sd: 0.0056, n: 3 })).toBe('12.3 ± 0.6 %');
  expect(wordsOf('embeddingStd').write({ mean: 0.0884, n: 1 })).toBe('0.088');
  expect(wordsOf('embeddingStd').axis).toBe(MEASURES.embeddingStd.label);
});

it('results of another shape are refused', () => {
  expect(experimentResults.safeParse({ ...results, version: 2 }).success).toBe(false);
  const wrong = { base: [{ seed: 1, evaluation: { nonsense: 1 }, training: {} }] };
  expect(experimentResults.safeParse({ ...results, trainings: wrong }).success).toBe(false);
  expect(valuesOf(results, 'base', 'mean_iou').length).toBeGreaterThan(0);
});
