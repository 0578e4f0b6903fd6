import { mapSide } from '../../src/config/geometry';
import { parseExpander } from '../../src/config/modelConfig';
import type { StepCommand } from '../../src/compute/computer';
import type { Host } from '../hosts/host';
import type { MatchingSizes } from '../jobs/matching';
import { figure, percent } from '../report/numbers';
import { table } from '../../src/formats/markdownTable';
import { programTimes } from '../../src/reports/stepProfile';
import { workloadConfig, type WorkloadOptions } from '../../src/device/measure/workloads';
import type { CommandOutput } from './output';

export interface ProfileCommandOptions {
  readonly workload: WorkloadOptions;
  readonly steps: number;
  /** Lists every command of the step as well. */
  readonly list: boolean;
}

/** Where the time of a replayed step of the page's training goes, kernel by kernel. */
export async function profile(host: Host, options: ProfileCommandOptions): Promise<CommandOutput> {
  const room = await host.open();
  const measured = await room.run('profile', options);
  const { criterion } = await room.run('matching', localSizes(options.workload));
  await room.close();
  const kernels = programTimes(measured.dispatches);
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
    `The local criterion alone, matching and gradients included: ${figure(criterion.milliseconds)} ms, ` +
      `${percent(criterion.milliseconds / total)} of the kernels' time.`,
    '',
    table(['kernel', 'dispatches', 'ms', 'share'], rows),
    ...(options.list ? ['', commandTable(measured.commands)] : []),
  ].join('\n');
  return { text, data: { ...options, ...measured, kernels, criterion } };
}

/** The step as it is recorded. */
function commandTable(commands: readonly StepCommand[]): string {
  const rows = commands.map(({ program, tensors, workgroups, bytes }) => [
    program,
    tensors,
    workgroups.join(' × '),
    String(bytes),
  ]);
  return table(['program', 'tensors', 'workgroups', 'bytes'], rows);
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
