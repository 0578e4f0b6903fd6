import { writeFile } from 'node:fs/promises';
import { mapSide } from '../../src/config/geometry';
import { parseExpander } from '../../src/config/modelConfig';
import type { StepCommand } from '../../src/compute/computer';
import type { Host } from '../hosts/host';
import type { MatchingSizes } from '../jobs/matching';
import { barPlot } from '../report/barPlot';
import { figure, percent } from '../report/numbers';
import { table } from '../../src/formats/markdownTable';
import { plainName } from '../../src/reports/programNames';
import { programTimes, type ProgramTime } from '../../src/reports/stepProfile';
import { workloadConfig, type WorkloadOptions } from '../../src/device/measure/workloads';
import type { CommandOutput } from './output';

const CRITERION_REPEATS = 3;

export interface ProfileCommandOptions {
  readonly workload: WorkloadOptions;
  readonly steps: number;
  /** Lists every command of the step as well. */
  readonly list: boolean;
  /** Path of an SVG to draw. */
  readonly plot?: string | undefined;
}

/** Where the time of a replayed step of the page's training goes, program by program; `--list` has them with their constants. */
export async function profile(host: Host, options: ProfileCommandOptions): Promise<CommandOutput> {
  const room = await host.open();
  const measured = await room.run('profile', {
    config: workloadConfig(options.workload),
    steps: options.steps,
  });
  const sizes = localSizes(options.workload);
  const { criterion } = await room.run('matching', { ...sizes, on: 'webgpu', repeats: CRITERION_REPEATS });
  await room.close();
  const kernels = programTimes(
    measured.dispatches.map((dispatch) => ({ ...dispatch, program: plainName(dispatch.program) })),
  );
  if (options.plot !== undefined) await writeFile(options.plot, plotOf(options.workload.name, kernels));
  const total = kernels.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
  const rows = kernels.map(({ program, dispatches, milliseconds, share }) => [
    program,
    String(dispatches),
    figure(milliseconds),
    percent(share),
  ]);
  const text = [
    `${options.workload.name}, a replayed step with view rendering and all measures: ${measured.dispatches.length} dispatches,`,
    `${figure(total)} ms in kernels, ${figure(measured.milliseconds.median)} ms from call to report, ` +
      `${figure(measured.jsMilliseconds.median)} ms of it JavaScript.`,
    `The local criterion alone, matching and gradients included: ${figure(criterion)} ms, ` +
      `${percent(criterion / total)} of the kernels' time.`,
    '',
    table(['program', 'dispatches', 'ms', 'share'], rows),
    ...(options.list ? ['', commandTable(measured.commands)] : []),
  ].join('\n');
  return { text, data: { ...options, ...measured, kernels, criterion } };
}

/** Bars that fit one picture; what is left out is short. */
const SHOWN = 20;

function plotOf(workload: string, kernels: readonly ProgramTime[]): string {
  const bars = kernels
    .slice(0, SHOWN)
    .filter(({ milliseconds }) => milliseconds > 0)
    .map(({ program, milliseconds }) => ({ name: program, value: milliseconds, own: true }));
  return barPlot(`Programs of a replayed step of ${workload}`, 'ms in all dispatches, logarithmic', bars);
}

/** The step as it is recorded. */
function commandTable(commands: readonly StepCommand[]): string {
  const rows = commands.map(({ program, tensors, workgroups, operations, bytes }) => [
    program,
    tensors,
    workgroups.join(' × '),
    String(operations),
    String(bytes),
  ]);
  return table(['program', 'tensors', 'workgroups', 'operations', 'bytes'], rows);
}

/** What the local criterion of a workload works on. */
function localSizes(workload: WorkloadOptions): MatchingSizes {
  const { model, loss, run, views } = workloadConfig(workload);
  return {
    batch: run.batch,
    cells: mapSide(model.backbone, views.crops[0]!.size) ** 2,
    channels: parseExpander(model.localExpander).at(-1)!,
    matches: loss.matchesForward,
  };
}
