import type { TimedDispatch } from '../../src/compute/computer';
import { predictStep, type Bound, type StepPrediction } from '../../src/device/predict/predictStep';
import { TYPICAL_DEVICES } from '../../src/device/predict/typicalDevices';
import { Failure } from '../../src/failure';
import { table } from '../../src/formats/markdownTable';
import { plainName } from '../../src/reports/programNames';
import { programTimes } from '../../src/reports/stepProfile';
import type { Host } from '../hosts/host';
import type { Profile } from '../jobs/profile';
import { figure, percent } from '../report/numbers';
import type { CommandOutput } from './output';
import { configOf, speedOf, type PredictOptions } from './predict';

export interface MeasureOptions extends PredictOptions {
  /** Steps of which each dispatch's least time is taken. */
  readonly steps: number;
}

/** The step as it is recorded on the adapter here: predicted from the adapter's speed, beside its times. */
export async function predictAndMeasure(
  openHost: () => Promise<Host>,
  options: MeasureOptions,
): Promise<CommandOutput> {
  const { device, steps } = options;
  if (Object.hasOwn(TYPICAL_DEVICES, device)) throw noMeasuredDevice(device);
  const speed = await speedOf(device);
  const { config, name } = await configOf(options);
  const host = await openHost();
  try {
    const room = await host.open();
    const measured = await room.run('profile', { config, steps });
    const prediction = predictStep(measured.commands, speed);
    const rows = compared(prediction, measured.dispatches);
    return {
      text: describe(`${name} on ${host.name}`, prediction, measured, rows),
      data: { step: name, device, speed, prediction, milliseconds: measured.milliseconds, rows },
    };
  } finally {
    await host.close();
  }
}

function noMeasuredDevice(device: string): Failure {
  return new Failure({
    code: 'data_missing',
    message: `The speed of a typical device (${device}) says nothing of the adapter here.`,
    doing: 'comparing a predicted step with a measured one',
    remedy:
      'Measure the adapter with “npm run bench -- device --json > here.json”, and give --device here.json.',
  });
}

/** Milliseconds of all dispatches of one program. */
interface Compared {
  readonly program: string;
  readonly dispatches: number;
  /** Of its work; a dispatch's own clock sees no overhead. */
  readonly predicted: number;
  readonly measured: number;
  /** Of the time of all programs, as measured, 0 to 1. */
  readonly share: number;
  readonly bound: Bound;
}

function compared({ programs }: StepPrediction, dispatches: readonly TimedDispatch[]): Compared[] {
  const named = dispatches.map((dispatch) => ({ ...dispatch, program: plainName(dispatch.program) }));
  const predicted = new Map(programs.map((group) => [group.name, group]));
  return programTimes(named).map(({ program, milliseconds, ...time }) => {
    const { workSeconds, bound } = predicted.get(program)!;
    return { ...time, program, predicted: 1e3 * workSeconds, measured: milliseconds, bound };
  });
}

function describe(
  title: string,
  { seconds }: StepPrediction,
  { milliseconds: { median } }: Profile,
  rows: readonly Compared[],
): string {
  const sum = (value: (row: Compared) => number) => rows.reduce((total, row) => total + value(row), 0);
  const [work, kernels] = [sum(({ predicted }) => predicted), sum(({ measured }) => measured)];
  const cells = rows.map(({ program, dispatches, predicted, measured, share, bound }) => [
    program,
    String(dispatches),
    figure(predicted),
    figure(measured),
    figure(measured / predicted),
    percent(share),
    bound,
  ]);
  return [
    `${title}: at least ${figure(1e3 * seconds)} ms a step predicted, ${figure(median)} ms measured (× ${figure(median / seconds / 1e3)}).`,
    `In kernels: ${figure(work)} ms predicted, ${figure(kernels)} ms measured (× ${figure(kernels / work)}).`,
    '',
    table(['program', 'dispatches', 'predicted ms', 'measured ms', '×', 'share', 'bound by'], cells),
  ].join('\n');
}
