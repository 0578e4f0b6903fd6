import { totalSteps } from '../../config/length';
import { PROGRAM } from '../../program';
import { EVALUATION_MEASURES, evaluationValues, headline } from '../../reports/evaluationMeasures';
import { percent } from '../../reports/format';
import { measureText } from '../../reports/measureText';
import { measure, type MeasureKey } from '../../reports/measures';
import { numberOf } from '../../reports/metricsEntry';
import type { RunResults } from '../bundle/runBundle';
import { curveFigures } from './curves';
import { Html, html } from './html';
import { matchFigures } from './matches';
import { STYLE } from './style';
import { configTable, evaluationTable, measureTable } from './tables';

/** What a report is made of; a folder of an earlier version does not know its images and machine. */
export type ReportedRun = Omit<RunResults, 'data' | 'environment' | 'initialAlpha'> &
  Partial<Pick<RunResults, 'data' | 'environment'>>;

/** Nothing is fetched and nothing runs, whatever the text of a run says. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

/**
 * A run as one HTML page that holds everything it shows: no script, no request. It can be read offline, on a phone, in
 * the dark and in print.
 */
export function reportHtml(run: ReportedRun): string {
  const { name, config, metrics, evaluations, snapshots } = run;
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${POLICY}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${name}: a VICRegL run</title>
        <style>
          ${STYLE}
        </style>
      </head>
      <body>
        <header>
          <h1>${name}</h1>
          <p class="lead">${leadText(run)}</p>
          <dl class="tiles">${tiles(run)}</dl>
        </header>
        <main>
          <h2>One image, seen twice</h2>
          <p class="note">Lines join the parts that the network takes for the same, the best first.</p>
          ${matchFigures(snapshots)}
          <h2>Curves</h2>
          <p class="note">
            Over the steps, smoothed; the raw values lie faintly behind. Beside each name, its last value.
          </p>
          ${curveFigures(metrics)}
          <h2>Results</h2>
          ${evaluationTable(evaluations)}
          <h2>At the last report</h2>
          ${measureTable(metrics)}
          <h2>Configuration</h2>
          ${configTable(config)}
          <h2>How to reproduce it</h2>
          ${reproduction(run)}
        </main>
        <footer>Written by ${PROGRAM}.</footer>
      </body>
    </html> `.text;
}

function leadText({ step, config, data }: ReportedRun): string {
  const of = data === undefined ? '' : ` of ${count(totalSteps(config, data.count))}`;
  const images =
    data === undefined
      ? ''
      : `, on ${count(data.count)} images of ${data.width} × ${data.height} pixels (${data.name})`;
  return `VICRegL after ${count(step)}${of} steps${images}.`;
}

/** The numbers of a training that say the most; of alternatives, the first that was measured. */
const SHOWN: readonly (readonly MeasureKey[])[] = [['total'], ['accuracy.embeddings', 'accuracy.features']];

function tiles({ metrics, evaluations }: ReportedRun): Html[] {
  const tile = (title: string, value: string, aside = ''): Html =>
    html`<div>
      <dt>${title}</dt>
      <dd>${value}</dd>
      ${aside === '' ? '' : html`<dd>${aside}</dd>`}
    </div>`;
  const newestWith = (key: MeasureKey) => metrics.findLast((entry) => Number.isFinite(numberOf(entry, key)));
  const ofTraining = SHOWN.flatMap((keys) => {
    const key = keys.find((own) => newestWith(own) !== undefined);
    if (key === undefined) return [];
    const last = newestWith(key)!;
    const title = key.startsWith('accuracy')
      ? `Matching, ${measure(key).label.toLowerCase()}`
      : measure(key).label;
    const chance = key.startsWith('accuracy') ? numberOf(last, 'accuracy.chance') : undefined;
    return [
      tile(
        title,
        measureText(measure(key), numberOf(last, key)!),
        chance === undefined ? '' : `chance ${percent(chance, 1)}`,
      ),
    ];
  });
  const newest = evaluations.findLast(({ subject }) => subject === 'weights')?.report;
  const values = newest && evaluationValues(newest);
  const ofProbes = EVALUATION_MEASURES.flatMap(({ name, title, probe }) => {
    const value = values?.[name];
    const main = newest && headline(newest, probe);
    if (value === undefined || main?.value !== value) return [];
    return [tile(title, percent(value, 1), `chance ${percent(main.chance, 1)}`)];
  });
  return [...ofTraining, ...ofProbes];
}

function reproduction({ config, data, environment, name }: ReportedRun): Html {
  const isSynthetic = config.data.source === 'synthetic';
  const path = isSynthetic ? 'synthetic' : 'PATH-TO-THE-IMAGES';
  const machine =
    environment === undefined
      ? ''
      : html`<p>
          It was made by ${environment.program}, with ${environment.runtime}, on ${environment.adapter}
          (${environment.backend}).
        </p>`;
  const images =
    isSynthetic || data === undefined
      ? ''
      : html`<p>
          The images are not in this file: ${count(data.count)} of ${data.name}, read at ${data.width} ×
          ${data.height}
          pixels${data.classNames === undefined ? '' : `, ${data.classNames.length} classes`}${data.hasMasks ? ', with masks' : ''}.
        </p>`;
  return html`${machine}${images}
    <p>
      Save the configuration below as config.json. The same configuration, images and device give the same
      numbers, to the bit.
    </p>
    <pre>npm run train -- --config config.json --data ${path} --out runs/again</pre>
    <p>
      In the page, drop config.json onto it and press Train. With the file of the whole run (${name}.zip) it
      goes on where it ended.
    </p>
    <details>
      <summary>config.json</summary>
      <pre>${JSON.stringify(config, null, 2)}</pre>
    </details>`;
}

function count(value: number): string {
  return value.toLocaleString('en');
}
