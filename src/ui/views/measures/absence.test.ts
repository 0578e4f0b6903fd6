import { expect, it } from 'vitest';
import { findPreset } from '../../../config/presets';
import type { RunConfig } from '../../../config/runConfig';
import { seriesOf } from '../../../reports/series';
import type { StepReport } from '../../../reports/step';
import { LANDING_RADIUS } from '../../../reports/landingRadius';
import { absence, MEASURE_GROUPS, type MeasureInput } from './measureCatalogue';

const MEASURES = MEASURE_GROUPS.flatMap(({ measures }) => measures);

function config(change: (config: RunConfig) => void = () => undefined): RunConfig {
  const own = structuredClone(findPreset('playground')!.config);
  Object.assign(own.run, { reportEvery: 5, snapshotEvery: 20 });
  change(own);
  return own;
}

function said(label: string, input: Partial<MeasureInput>): string {
  const measure = MEASURES.find((one) => one.label === label)!;
  return absence(measure, {
    report: undefined,
    accuracy: undefined,
    knn: undefined,
    config: undefined,
    ...input,
  });
}

it('says when a measure comes for the first time', () => {
  expect(said('Top 1', {})).toBe('not yet');
  expect(said('Top 1', { config: config() })).toBe('after step 5');
  expect(said('Backbone features', { config: config() })).toBe('after step 20');
});

it('says why a measure never comes', () => {
  expect(said('Local embeddings', { config: config(({ loss }) => (loss.alpha = 1)) })).toMatch(/α = 1/);
  expect(said('Top 1', { config: config(({ model }) => (model.classifier = false)) })).toBe('switched off');
  const report = { step: 5 } as StepReport;
  expect(said('Top 1', { config: config(), report })).toBe('needs labels');
});

it('speaks of the radius that counts as right', () => {
  const accuracy = MEASURE_GROUPS[0]!.measures.filter(({ key }) => seriesOf(key) === 'accuracy');
  expect(accuracy).toHaveLength(3);
  for (const { explanation } of accuracy) expect(explanation).toContain(`within ${LANDING_RADIUS} cells`);
});
