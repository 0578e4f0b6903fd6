import { getField } from '../../config/describe';
import type { RunConfig } from '../../config/runConfig';
import { evaluationRows } from '../../reports/evaluationRows';
import { SUBJECT_TITLES } from '../../reports/evaluationResult';
import { counted } from '../../reports/format';
import { measureText } from '../../reports/measureText';
import { MEASURE_LIST } from '../../reports/measures';
import { numberOf } from '../../reports/metricsEntry';
import { splitText } from '../../reports/splitText';
import { table } from '../markdownTable';
import type { ReportedRun } from './reportHtml';

/** How a file of the card is loaded, for people who copy it. */
export interface CardSnippet {
  /** As Markdown calls it. */
  readonly language: string;
  readonly needs: string;
  readonly code: string;
}

export interface CardFile {
  readonly name: string;
  readonly text: string;
}

/** A model card in Markdown: what a run's files are, how to load them, what it was trained on and how, what it came to. */
export function modelCard(
  run: ReportedRun,
  files: readonly CardFile[],
  snippets: readonly CardSnippet[],
): string {
  return `# ${oneLine(run.name)}

A model trained with VICRegL (Bardes, Ponce, LeCun, NeurIPS 2022), which learns features of images and of their parts without labels.

## What is here

${files.map(({ name, text }) => `- ${name}: ${text}`).join('\n')}

${snippets.map(snippetText).join('\n')}
${cardSections(run)}`;
}

/** What a run was trained on, how, and its measured results: the sections that every card has. */
export function cardSections(run: ReportedRun): string {
  const { config, step, data, environment } = run;
  const { loss, optim, run: length } = config;
  const crops = config.views.crops.map(({ count, size }) => `${count} of ${size} px`).join(', ');
  const images =
    data === undefined
      ? 'It is not known on which images.'
      : `${data.count.toLocaleString('en')} images of ${data.width} × ${data.height} pixels (${oneLine(data.name)})${data.classNames === undefined ? '' : `, of ${counted(data.classNames.length, 'class', 'classes')} that the training did not see`}.`;
  return `## Trained on

${images}

## How

- ${counted(step, 'step')} of ${length.batch} images, seed ${length.seed}
- views: ${crops}
- loss: α ${loss.alpha}, λ ${loss.lambda}, μ ${loss.mu}, ν ${loss.nu}
- optimiser: ${optim.optimizer}, base learning rate ${optim.baseLr}, weight decay ${optim.weightDecay}
- backbone: ${backboneText(config)}
- pixels: values from 0 to 1, minus ${channels(config, 'mean')}, divided by ${channels(config, 'std')} (red, green, blue)
${environment === undefined ? '' : `- made by ${oneLine(environment.program)}, with ${oneLine(environment.runtime)}, on ${oneLine(environment.adapter)} (${oneLine(environment.backend)})\n`}
## Results

${resultsText(run)}
## Limits

Numbers are of the images above and say little of others. Features that are learned from few images, or in few steps, are
those of a demonstration. Who uses it for decisions about people has to measure it for that purpose first.
`;
}

function snippetText({ language, needs, code }: CardSnippet): string {
  return `## Load it in ${language === 'python' ? 'Python' : 'JavaScript'}

${needs}

\`\`\`${language}
${code.trimEnd()}
\`\`\`
`;
}

function backboneText({ model: { backbone } }: RunConfig): string {
  return backbone.family === 'convnext'
    ? `ConvNeXt, depths ${backbone.depths.join('-')}, widths ${backbone.widths.join('-')}, patch ${backbone.patch}`
    : `ResNet, ${backbone.block} blocks ${backbone.layers.join('-')}, base width ${backbone.base}, ${backbone.stem} stem`;
}

function channels(config: RunConfig, what: 'mean' | 'std'): string {
  return ['red', 'green', 'blue'].map((name) => String(getField(config, `views.${what}.${name}`))).join(', ');
}

/** Columns of the measures that are told of the last report that has them. */
const TOLD: readonly string[] = [
  'loss',
  'matching_accuracy_embeddings',
  'matching_accuracy_features',
  'matching_accuracy_chance',
];

function resultsText({ metrics, evaluations }: ReportedRun): string {
  const told = MEASURE_LIST.filter(({ name }) => TOLD.includes(name));
  const last = told.flatMap((measure) => {
    const line = metrics.findLast((entry) => Number.isFinite(numberOf(entry, measure.key)));
    if (line === undefined) return [];
    const { group, label } = measure;
    const name = group === undefined ? label : `${group}, ${label.toLowerCase()}`;
    const text = measureText(measure, numberOf(line, measure.key)!);
    return [`- ${name}: ${text} (step ${line.step.toLocaleString('en')})`];
  });
  const tables = evaluations.map(({ subject, report }) => {
    const rows = evaluationRows(report).map(({ name, value, chance = '' }) => [name, value, chance]);
    const when = report.step === undefined ? '' : `, step ${report.step.toLocaleString('en')}`;
    return `${SUBJECT_TITLES[subject]}${when}, on ${oneLine(report.data)}. ${splitText(report.split)}

${table(['measure', 'value', 'chance'], rows)}
`;
  });
  if (tables.length === 0) tables.push('Nothing was evaluated; `npm run eval` does it.\n');
  return `${last.join('\n')}${last.length > 0 ? '\n\n' : ''}${tables.join('\n')}`;
}

/** Text of the run in a line of its own, without what Markdown would take for a tag. */
export function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').replaceAll('<', '&lt;');
}
