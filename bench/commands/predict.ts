import { createReadStream } from 'node:fs';
import { readConfigFile } from '../../src/cli/inputs/configFile';
import type { RunConfig } from '../../src/config/runConfig';
import { MOST_DEVICE_BYTES, speedFromBytes } from '../../src/device/predict/deviceFile';
import {
  predictStep,
  type Bound,
  type PredictedGroup,
  type StepPrediction,
} from '../../src/device/predict/predictStep';
import { stepOnPaper } from '../../src/device/predict/stepOnPaper';
import { TYPICAL_DEVICES, type TypicalDevice } from '../../src/device/predict/typicalDevices';
import type { DeviceSpeed } from '../../src/device/speed';
import { Failure } from '../../src/failure';
import { table } from '../../src/formats/markdownTable';
import { quoted } from '../../src/quoted';
import { systemReason } from '../../src/systemError';
import { bytes, figure, percent } from '../report/numbers';
import { workloadConfig, type WorkloadOptions } from '../../src/device/measure/workloads';
import type { CommandOutput } from './output';

export interface PredictOptions {
  readonly workload: WorkloadOptions;
  /** A run's configuration, in place of the workload. */
  readonly config?: string | undefined;
  /** A typical device, or a file with the speed of a measured one. */
  readonly device: string;
  /** Lists every program and op, not only the largest. */
  readonly list: boolean;
}

/** Entries that are shown of many. */
const LARGEST = 12;
/** Below this share of its roof an op is named. */
const POOR = 0.5;

const BOUNDS: Readonly<Record<Bound, string>> = {
  arithmetic: 'arithmetic',
  bytes: 'bytes',
  overhead: 'overhead (dispatches, submit)',
};

/** What a step would cost on a device that need not be there. */
export async function predict(options: PredictOptions): Promise<CommandOutput> {
  const { config, name } = await configOf(options);
  const speed = await speedOf(options.device);
  const prediction = predictStep(stepOnPaper(config), speed);
  return {
    text: describe(`${name} on ${options.device}`, speed, prediction, options.list),
    data: { step: name, device: options.device, speed, prediction },
  };
}

/** The configuration that is meant, and what to call it. @throws Failure where the file is none. */
export async function configOf({
  workload,
  config,
}: Pick<PredictOptions, 'workload' | 'config'>): Promise<{ config: RunConfig; name: string }> {
  if (config !== undefined) return { config: await readConfigFile(config), name: quoted(config) };
  const batch = workload.batch === undefined ? '' : `, batch ${workload.batch}`;
  return { config: workloadConfig(workload), name: `${workload.name}${batch}` };
}

/** @throws Failure `data_unreadable` where it names no device and is no file with a speed. */
export async function speedOf(device: string): Promise<DeviceSpeed> {
  if (Object.hasOwn(TYPICAL_DEVICES, device)) return TYPICAL_DEVICES[device as TypicalDevice];
  let start: Buffer;
  try {
    const pieces = (await createReadStream(device, { end: MOST_DEVICE_BYTES }).toArray()) as Buffer[];
    start = Buffer.concat(pieces);
  } catch (error) {
    throw new Failure(
      {
        code: 'data_unreadable',
        message: `${quoted(device)} is no typical device, and as a file it cannot be read: ${systemReason(error) ?? String(error)}.`,
        doing: 'looking for the speed of a device',
        remedy: `Give one of ${Object.keys(TYPICAL_DEVICES).join(', ')}, or a file of “npm run bench -- device --json”.`,
      },
      { cause: error },
    );
  }
  return speedFromBytes(start, quoted(device));
}

function describe(title: string, speed: DeviceSpeed, step: StepPrediction, list: boolean): string {
  const { operationsPerSecond, bytesPerSecond, secondsPerDispatch, secondsPerReadback } = speed;
  const poor = step.ops.filter(({ ofRoof }) => ofRoof < POOR);
  return [
    `${title}: at least ${milliseconds(step.seconds)} ms a step, ${percent(step.usefulShare)} of it useful work.`,
    `${step.commands} dispatches and copies, ${figure(step.operations / 1e9)} GFLOP, ${bytes(step.bytes)}. ` +
      `The device: ${figure(operationsPerSecond / 1e12)} TFLOP/s, ${figure(bytesPerSecond / 1e9)} GB/s, ` +
      `${figure(secondsPerDispatch * 1e6)} µs a dispatch; a report comes ${milliseconds(secondsPerReadback)} ms after its step.`,
    '',
    table(
      ['bound by', 'ms', 'share'],
      (Object.keys(BOUNDS) as Bound[]).map((bound) => [
        BOUNDS[bound],
        milliseconds(step.split[bound]),
        percent(step.split[bound] / step.seconds),
      ]),
    ),
    '',
    groupTable('program', step.programs, list),
    '',
    groupTable('op', step.ops, list),
    '',
    poor.length === 0
      ? `No op is below ${percent(POOR)} of its roof.`
      : `Below ${percent(POOR)} of their roof: ${poor.map(({ name, ofRoof }) => `${name} (${percent(ofRoof)})`).join('; ')}.`,
  ].join('\n');
}

function groupTable(what: string, groups: readonly PredictedGroup[], list: boolean): string {
  const shown = list ? groups : groups.slice(0, LARGEST);
  const rest = groups.length - shown.length;
  const rows = shown.map((group) => [
    group.name,
    String(group.commands),
    figure(group.operations / 1e9),
    figure(group.bytes / 1e6),
    figure(group.seconds * 1e6),
    percent(group.share),
    group.bound,
    percent(group.ofRoof),
  ]);
  return [
    table([what, 'dispatches', 'GFLOP', 'MB', 'µs', 'share', 'bound by', 'of roof'], rows),
    ...(rest > 0 ? [`${rest} more with --list.`] : []),
  ].join('\n');
}

const milliseconds = (seconds: number): string => figure(seconds * 1e3);
