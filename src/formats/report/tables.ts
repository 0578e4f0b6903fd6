import { describeConfig, getField } from '../../config/describe';
import type { RunConfig } from '../../config/runConfig';
import { valueText } from '../../config/valueText';
import { evaluationRows } from '../../reports/evaluationRows';
import { SUBJECT_TITLES } from '../../reports/evaluationResult';
import { measureText } from '../../reports/measureText';
import { MEASURE_LIST } from '../../reports/measures';
import { numberOf } from '../../reports/metricsEntry';
import { splitText } from '../../reports/splitText';
import type { MetricsLine, SubjectReport } from '../bundle/runBundle';
import { Html, html } from './html';

/** All evaluations beside each other, and what guessing would score. */
export function evaluationTable(evaluations: readonly SubjectReport[]): Html {
  if (evaluations.length === 0)
    return html`<p class="note">Nothing was evaluated. The page and <code>npm run eval</code> do it.</p>`;
  const columns = evaluations.map(({ report }) => evaluationRows(report));
  const names = [...new Set(columns.flatMap((rows) => rows.map(({ name }) => name)))];
  const rows = names.map((name) => {
    const found = columns.map((column) => column.find((row) => row.name === name));
    const chance = found.find((row) => row?.chance !== undefined)?.chance ?? '';
    const label = name.trimStart();
    const title = label.charAt(0).toUpperCase() + label.slice(1);
    return html`<tr>
      <th scope="row" ${label === name ? '' : html` class="part"`}>${title}</th>
      ${found.map((row) => html`<td>${row?.value ?? '–'}</td>`)}
      <td class="quiet">${chance}</td>
    </tr>`;
  });
  const heads = evaluations.map(({ subject, report: { step } }) => {
    const when = step === undefined ? '' : `, step ${step.toLocaleString('en')}`;
    return html`<th scope="col">${SUBJECT_TITLES[subject]}${when}</th>`;
  });
  return html`<div class="wide">
      <table>
        <thead>
          <tr>
            <th scope="col">Measure</th>
            ${heads}
            <th scope="col">Chance</th>
          </tr>
        </thead>
        <tbody>
          ${rows}
        </tbody>
      </table>
    </div>
    ${notes(evaluations)}`;
}

function notes(evaluations: readonly SubjectReport[]): Html[] {
  const texts = evaluations.flatMap(({ report: { split, left } }) => [
    splitText(split),
    ...left.map(({ probe, reason }) => `Not measured: ${probe}, ${reason}.`),
  ]);
  return [...new Set(texts)].map((text) => html`<p class="note">${text}</p>`);
}

/** The newest value of every measure. */
export function measureTable(metrics: readonly MetricsLine[]): Html {
  const rows = MEASURE_LIST.flatMap((measure) => {
    const line = metrics.findLast((entry) => Number.isFinite(numberOf(entry, measure.key)));
    if (line === undefined) return [];
    const value = numberOf(line, measure.key)!;
    const text = measure.key === 'step' ? value.toLocaleString('en') : measureText(measure, value);
    const { unit } = measure;
    const shown = unit === 's' || unit === 'nats' || unit === '1/s' ? `${text} ${unit}` : text;
    return [
      html`<tr>
        <th scope="row">${measure.label}</th>
        <td>${shown}</td>
      </tr>`,
    ];
  });
  return html`<div class="columns">
    <table class="flowing">
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`;
}

const SECTIONS: readonly (readonly [keyof RunConfig, string])[] = [
  ['loss', 'Loss and matching'],
  ['data', 'Data'],
  ['views', 'Augmentation'],
  ['model', 'Model'],
  ['optim', 'Optimiser'],
  ['run', 'Run'],
];

/** Every field of the configuration, under the name that the command line knows it by. */
export function configTable(config: RunConfig): Html {
  const fields = describeConfig(config);
  const tables = SECTIONS.map(([section, title]) => {
    const rows = fields
      .filter(({ path }) => path.startsWith(`${section}.`))
      .map(({ path, meta: { label, symbol, unit }, shape }) => {
        const text = valueText(getField(config, path), shape);
        return html`<tr>
          <th scope="row">
            ${label}${symbol === undefined ? '' : html` <i>${symbol}</i>`}<code>${path}</code>
          </th>
          <td>${text}${unit === undefined || text === 'off' ? '' : ` ${unit}`}</td>
        </tr>`;
      });
    return html`<table>
      <caption>
        ${title}
      </caption>
      <tbody>
        ${rows}
      </tbody>
    </table>`;
  });
  return html`<div class="columns">${tables}</div>`;
}
