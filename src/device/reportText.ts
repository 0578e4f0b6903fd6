import { table } from '../formats/markdownTable';
import { CHECK_PARTS, errorText, wrongRows } from './check/checkRow';
import { countedParts } from './check/countedParts';
import { meaningOf } from './check/meaning';
import type { DeviceReport } from './deviceReport';
import { shareOfRoof, type Measurement, type StepTime } from './measure/measurement';
import { amountText, secondsText } from './units';

/** @file A report as text in Markdown, to paste into a bug report. */

/** Ops that are told of, those furthest from their roofs first. */
const MOST_OPS = 30;

export function reportText(report: DeviceReport): string {
  const { device, check, measure, tune = [], note } = report;
  return [
    `### ${device.name}`,
    '',
    factLines(report),
    ...(note === '' ? [] : ['', note]),
    ...(check === undefined ? [] : ['', '**Check**', '', checkText(check)]),
    ...(measure === undefined ? [] : ['', '**Measure**', '', measureText(measure)]),
    ...(tune.length === 0 ? [] : ['', '**Tune**', '', tuneText(tune)]),
    '',
  ].join('\n');
}

function factLines({ device, program, date, host }: DeviceReport): string {
  const { backend, software, threads, features, adapter } = device;
  const said = adapter && [
    adapter.vendor,
    adapter.architecture,
    adapter.device,
    adapter.description,
    adapter.driver,
  ];
  const lines = [
    `backend: ${backend}${software ? ', on the processor' : ''}${threads === undefined ? '' : `, ${threads} threads`}`,
    ...(said === undefined ? [] : [`adapter: ${said.filter((word) => word !== '').join(' · ')}`]),
    `features: ${features.join(', ')}`,
    ...(adapter === undefined
      ? []
      : [
          `limits: ${Object.entries(adapter.limits)
            .map(([name, value]) => `${name} ${value}`)
            .join(', ')}`,
        ]),
    `program: ${program}`,
    `host: ${host}`,
    `date: ${date}`,
  ];
  return lines.map((line) => `- ${line}`).join('\n');
}

function checkText({ scope, rows }: NonNullable<DeviceReport['check']>): string {
  const wrong = wrongRows(rows);
  const counts = countedParts(rows).map(
    ({ part, right, total }) => `${CHECK_PARTS[part]}: ${right} of ${total} right`,
  );
  const head = `${scope === 'quick' ? 'Quick check' : 'Full check'}; ${counts.join('; ')}.`;
  if (wrong.length === 0) return head;
  const lines = wrong.map(
    (row) =>
      `- ${row.name}, ${row.size}: error ${errorText(row)}${row.worst === '' ? '' : ` at ${row.worst}`}. ${meaningOf(row)}`,
  );
  return [head, '', ...lines].join('\n');
}

function tuneText(kernels: NonNullable<DeviceReport['tune']>): string {
  const rows = kernels.map(({ key, ruleMilliseconds, chosenMilliseconds }) => [
    key,
    secondsText(ruleMilliseconds / 1000),
    secondsText(chosenMilliseconds / 1000),
  ]);
  return table(['kernel', 'by the rule', 'chosen'], rows);
}

function measureText({ speed, ops, steps }: Measurement): string {
  const facts = [
    `multiply-adds: ${amountText(speed.operationsPerSecond, 'FLOP/s')}`,
    `copies: ${amountText(speed.bytesPerSecond, 'B/s')}, read and written`,
    `a dispatch: ${secondsText(speed.secondsPerDispatch)}; a submit: ${secondsText(speed.secondsPerSubmit)}; a readback: ${secondsText(speed.secondsPerReadback)}`,
  ].map((line) => `- ${line}`);
  const opRows = [...ops]
    .sort((a, b) => shareOfRoof(a, speed) - shareOfRoof(b, speed))
    .slice(0, MOST_OPS)
    .map((op) => [
      op.name,
      secondsText(op.milliseconds / 1000),
      `${Math.round(100 * shareOfRoof(op, speed))} %`,
    ]);
  return [
    ...facts,
    ...(steps.length === 0 ? [] : ['', table(['step', 'ours', 'stock tfjs'], stepRows(steps))]),
    ...(ops.length === 0 ? [] : ['', table(['op', 'forward', 'of its roof'], opRows)]),
  ].join('\n');
}

function stepRows(steps: readonly StepTime[]): string[][] {
  const names = [...new Set(steps.map(({ name }) => name))];
  const time = (name: string, engine: StepTime['engine']) => {
    const step = steps.find((each) => each.name === name && each.engine === engine);
    if (step === undefined) return '–';
    return step.milliseconds === null ? `failed: ${step.problem}` : secondsText(step.milliseconds / 1000);
  };
  return names.map((name) => [STEP_LABELS[name], time(name, 'ours'), time(name, 'stock')]);
}

/** What people call the steps. */
export const STEP_LABELS: Readonly<Record<StepTime['name'], string>> = {
  W0: 'W0: 8 images of 32 px',
  W1: 'W1: 32 images of 64 px',
  run: 'These settings',
};
