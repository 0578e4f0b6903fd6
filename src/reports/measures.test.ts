import { describe, expect, it } from 'vitest';
import { findPreset } from '../config/presets';
import type { RunConfig } from '../config/runConfig';
import { MEASURE_LIST, MEASURES, type MeasureKey } from './measures';
import { numberOf } from './metricsEntry';
import { keysOf, SERIES, seriesOf } from './series';
import { everyMeasure } from './testing/everyMeasure';

describe('the measures', () => {
  it('have names and columns of their own', () => {
    const names = MEASURE_LIST.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    const columns = MEASURE_LIST.map(({ column }) => column).sort((a, b) => a - b);
    expect(columns).toEqual(columns.map((_, place) => place + 1));
  });

  it('stand beside one that the page lists', () => {
    const listed = MEASURE_LIST.filter(({ group }) => group !== undefined).map(({ key }) => key);
    for (const { beside } of MEASURE_LIST) if (beside) expect(listed).toContain(beside.measure);
  });

  it('say why they may be missing from their report', () => {
    const silent = MEASURE_LIST.filter(({ path, never, lacks }) => {
      const inReport = path.replace(/^(accuracy|knn)\?\./, '');
      return inReport.includes('?') && never === undefined && lacks === undefined;
    });
    expect(silent).toEqual([]);
  });

  it('belong to one series each', () => {
    expect(SERIES.flatMap((series) => keysOf(series)).sort()).toEqual(Object.keys(MEASURES).sort());
    const keys: MeasureKey[] = ['localVariance', 'accuracy.count', 'knnChance'];
    expect(keys.map(seriesOf)).toEqual(['steps', 'accuracy', 'knn']);
  });

  it('each have a place of their own in an entry', () => {
    const entry = everyMeasure();
    const numbers = MEASURE_LIST.map(({ key }) => numberOf(entry, key));
    expect(new Set(numbers).size).toBe(MEASURE_LIST.length);
    expect(entry.loss.global?.variance).toBe(numberOf(entry, 'globalVariance'));
    expect(entry.knn?.top1).toBe(numberOf(entry, 'knnTop1'));
    expect(numberOf({ step: 3 }, 'globalVariance')).toBeUndefined();
  });

  it('are there or not as the settings say', () => {
    const { config } = findPreset('playground')!;
    const never = (key: MeasureKey, change: (own: RunConfig) => void) => {
      const own = structuredClone(config);
      change(own);
      return MEASURE_LIST.find((row) => row.key === key)!.never?.(own);
    };
    expect(never('localVariance', ({ loss }) => (loss.alpha = 1))).toBe('not computed at α = 1');
    expect(never('localVariance', ({ loss }) => (loss.alpha = 0.5))).toBeUndefined();
    expect(never('globalVariance', ({ loss }) => (loss.alpha = 0))).toBe('not computed at α = 0');
    expect(never('lossScale', ({ optim }) => (optim.precision = 'float32'))).toBe('32-bit');
    expect(never('skippedSteps', ({ optim }) => (optim.precision = 'mixed'))).toBeUndefined();
  });
});
