import { fieldChanges } from '../../config/changesText';
import { describeConfig } from '../../config/describe';
import { fieldName } from '../../config/fieldNames';
import { nearestPreset } from '../../config/presets/nearestPreset';
import { PROGRAM } from '../../program';
import { evaluationRows } from '../../reports/evaluationRows';
import { SUBJECT_TITLES } from '../../reports/evaluationResult';
import { counted, percent } from '../../reports/format';
import { measureText } from '../../reports/measureText';
import { measure, type MeasureKey } from '../../reports/measures';
import { numberOf } from '../../reports/metricsEntry';
import { arxivAddress, PAPERS } from '../../reports/papers';
import { table } from '../markdownTable';
import type { ReportedRun } from '../report/reportHtml';
import { settingsHash, type CitedRun } from './citedRun';
import { markdownText } from './markdownText';

/** A run in Markdown, for an issue, a notebook or a page: what it is, how it differs from its preset, what it came to. */
export function citeMarkdown({ run, link }: CitedRun): string {
  const { venue, year } = PAPERS.vicregl;
  const work = `[VICRegL](${arxivAddress(PAPERS.vicregl)}) (Bardes, Ponce, LeCun, ${venue} ${year})`;
  const where = link === undefined ? '' : ` [Open it in the playground](<${link}>).`;
  return `**${markdownText(run.name)}**, a run of ${work}: ${lengthText(run)}.${where}

${settings(run)}

${measures(run)}

${markdownText(originText(run))}
`;
}

function lengthText({ config, step, data }: ReportedRun): string {
  const images =
    data === undefined
      ? ''
      : ` of ${data.count.toLocaleString('en')} (${markdownText(data.name)}, ${data.width} × ${data.height} px)`;
  return `${counted(step, 'step')} of ${counted(config.run.batch, 'image')}${images}, seed ${config.run.seed}`;
}

function originText({ config, environment }: ReportedRun): string {
  const made =
    environment === undefined
      ? PROGRAM
      : `${environment.program}, on ${environment.adapter} (${environment.backend})`;
  return `Made by ${made}. Settings ${settingsHash(config)}.`;
}

function settings({ config }: ReportedRun): string {
  const preset = nearestPreset(config);
  const changes = fieldChanges(config, preset.config);
  const title = markdownText(preset.title);
  if (changes.length === 0) return `All settings are those of the preset “${title}”.`;
  const fields = new Map(describeConfig(config).map((field) => [field.path, field]));
  const rows = changes.map(({ path, before, after }) => {
    const field = fields.get(path)!;
    const unit = field.meta.unit === undefined ? '' : `, ${field.meta.unit}`;
    return [`${fieldName(field)}${unit}`, before, after].map(markdownText);
  });
  return table(['setting', title, 'this run'], rows);
}

/** What a training tells at its end; what else it reports is in its files. */
const TOLD: readonly MeasureKey[] = [
  'total',
  'accuracy.embeddings',
  'accuracy.features',
  'knnTop1',
  'seconds',
];
/** What guessing scores on the same. */
const CHANCE: Readonly<Partial<Record<MeasureKey, MeasureKey>>> = {
  'accuracy.embeddings': 'accuracy.chance',
  'accuracy.features': 'accuracy.chance',
  knnTop1: 'knnChance',
};

function measures({ metrics, evaluations }: ReportedRun): string {
  const ofTraining = TOLD.flatMap((key) => {
    const last = metrics.findLast((line) => Number.isFinite(numberOf(line, key)));
    if (last === undefined) return [];
    const { group, label } = measure(key);
    const name = group?.startsWith('Matching') === true ? `${group}, ${label.toLowerCase()}` : label;
    const chance = CHANCE[key] && numberOf(last, CHANCE[key]);
    return [
      [
        `${name}, step ${last.step.toLocaleString('en')}`,
        measureText(measure(key), numberOf(last, key)!),
        chance === undefined ? '' : percent(chance, 1),
      ],
    ];
  });
  const ofProbes = evaluations.flatMap(({ subject, report }) =>
    evaluationRows(report)
      // Those of single classes are indented.
      .filter(({ name }) => !name.startsWith(' '))
      .map(({ name, value, chance = '' }) => {
        const when = report.step === undefined ? '' : `, step ${report.step.toLocaleString('en')}`;
        return [`${name}: ${SUBJECT_TITLES[subject].toLowerCase()}${when}`, value, chance];
      }),
  );
  const rows = [...ofTraining, ...ofProbes];
  if (rows.length === 0) return 'Nothing was measured yet.';
  return table(
    ['measure', 'value', 'chance'],
    rows.map((cells) => cells.map(markdownText)),
  );
}
