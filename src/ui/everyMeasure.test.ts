import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { MetricsLog } from '../cli/train/metricsLog';
import { findPreset } from '../config/presets';
import { runSummary } from '../config/runSummary';
import {
  metricsFromCsv,
  metricsFromJson,
  metricsRow,
  metricsToCsv,
  metricsToJson,
  metricsToJsonLines,
} from '../formats/metrics';
import { MEASURE_LIST } from '../reports/measures';
import { numberOf, type MetricsEntry } from '../reports/metricsEntry';
import type { StepReport } from '../reports/step';
import { everyMeasure } from '../reports/testing/everyMeasure';
import { append, emptyHistory, valuesOf } from './history/history';
import { metricsEntries } from './history/metricsEntries';
import { summarize } from './history/summary';
import { CURVE_TABS } from './views/curves/curveCatalogue';
import { measuredPoints } from './views/curves/curvePoints';
import { asideText, MEASURE_GROUPS, valueText } from './views/measures/measureCatalogue';

/** @file A run that reported every measure there is, wherever its numbers are shown or written. */

const { accuracy, knn, ...report } = everyMeasure();
const accuracyReport = { step: report.step, accuracy: accuracy! };
const knnReport = { step: report.step, knn: knn! };
/** At α = 0, in 32 bits, without labels. */
const bare: StepReport = {
  step: 2,
  alpha: 0,
  loss: { total: 8, local: { invariance: 4, variance: 5, covariance: 6 } },
  learningRate: 0.001,
  imagesPerSecond: 100,
  representationStd: 0.1,
  representationCorrelation: 0.3,
  gpuBytes: 7,
  seconds: 2,
};
const entries: MetricsEntry[] = [everyMeasure(), bare];
const full = [report, accuracyReport, knnReport].reduce(append, emptyHistory());
const history = append(full, bare);

describe('every measure of a run', () => {
  it('is in the history', () => {
    for (const { key } of MEASURE_LIST)
      expect([key, valuesOf(history, key)[0]]).toEqual([key, numberOf(everyMeasure(), key)]);
  });

  it('is in every file that the page writes, as in the reports themselves', () => {
    const exported = metricsEntries(history);
    expect(exported).toEqual(entries);
    expect(metricsToCsv(exported)).toBe(metricsToCsv(entries));
    expect(metricsToJson(exported)).toBe(metricsToJson(entries));
    expect(metricsFromCsv(metricsToCsv(exported))).toEqual(entries);
    expect(metricsFromJson(metricsToJson(exported))).toEqual(entries);
    const byColumn = MEASURE_LIST.toSorted((a, b) => a.column - b.column).map(({ name }) => name);
    expect(Object.keys(metricsRow(exported[0]!))).toEqual(byColumn);
  });

  it('is in the file that the command line writes, which is the page’s', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'metrics-'));
    const path = join(folder, 'metrics.jsonl');
    const log = new MetricsLog(path);
    log.open();
    log.take({ type: 'step', report });
    log.take({ type: 'accuracy', report: accuracyReport });
    log.take({ type: 'knn', report: knnReport });
    log.take({ type: 'step', report: bare });
    log.close();
    expect(await readFile(path, 'utf8')).toBe(metricsToJsonLines(metricsEntries(history)));
    await rm(folder, { recursive: true });
  });

  it('is in a link', () => {
    const summary = summarize(full, { device: 'Test adapter' });
    expect(runSummary.safeParse(summary).error).toBeUndefined();
    for (const { key, inLinks } of MEASURE_LIST) {
      const value = numberOf(everyMeasure(), key);
      expect([key, summary.measures[key]]).toEqual([key, value]);
      const curve = inLinks === undefined ? undefined : { steps: [1], values: [value] };
      expect([key, summary.curves[key]]).toEqual([key, curve]);
    }
  });

  it('is shown by the page: in its list, beside a value there, or as a curve', () => {
    const { config } = findPreset('playground')!;
    const input = { report, accuracy: accuracyReport, knn: knnReport, config };
    const listed = MEASURE_GROUPS.flatMap(({ measures }) => measures);
    for (const measure of listed) expect([measure.key, valueText(measure, input) ?? '']).not.toContain('');
    for (const { key, beside } of MEASURE_LIST) {
      const measure = listed.find((other) => other.key === beside?.measure);
      if (measure) expect(asideText(measure, input)).toBe(beside!.say(numberOf(everyMeasure(), key)!));
    }
    const panels = CURVE_TABS.flatMap((tab) => tab.panels);
    const drawn = panels.flatMap(({ curves }) => curves.map(({ key }) => key));
    for (const { key, curve } of MEASURE_LIST) if (curve) expect(drawn).toContain(key);
    for (const panel of panels)
      for (const curve of panel.curves)
        expect(measuredPoints(full, curve, 'step').y).toEqual(
          Float64Array.of(numberOf(everyMeasure(), curve.key)!),
        );
    // The step stands under every curve, α and the time in the loss and on the axis.
    const elsewhere = ['step', 'alpha', 'seconds'];
    const hidden = MEASURE_LIST.filter(
      ({ key, group, beside, curve }) => !group && !beside && !curve && !elsewhere.includes(key),
    );
    expect(hidden).toEqual([]);
  });
});
