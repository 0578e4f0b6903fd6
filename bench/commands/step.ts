import { writeFile } from 'node:fs/promises';
import { ENGINE_NOTES, THREADED_ENGINES, type EngineName, type StepTiming } from '../engines/engine';
import type { Host, Room } from '../hosts/host';
import { spreadOf, type Spread } from '../measure/spread';
import { barPlot } from '../report/barPlot';
import { bytes, figure } from '../report/numbers';
import { table } from '../../src/formats/markdownTable';
import type { WorkloadOptions } from '../../src/device/measure/workloads';
import type { CommandOutput } from './output';

export interface StepOptions {
  readonly workload: WorkloadOptions;
  readonly engines: readonly EngineName[];
  /** Timed steps, after those whose losses are compared. */
  readonly steps: number;
  /** Path of an SVG to draw. */
  readonly plot?: string | undefined;
}

/** Steps whose losses all engines must agree on; their times, compilation included, do not count. */
const COMPARED_STEPS = 3;
const LOSS_TOLERANCE = 1e-3;
/** Activations rounded to 11 bits, and the updates of two steps from their gradients. */
const MIXED_TOLERANCE = 1e-2;

interface EngineResult {
  readonly engine: EngineName;
  readonly losses: readonly number[];
  readonly milliseconds: Spread;
  readonly jsMilliseconds: Spread;
  readonly dispatches: number;
  readonly peakBytes: number;
}

interface OpenRoom {
  readonly engine: EngineName;
  readonly room: Room;
  readonly timings: StepTiming[];
}

/** Runs the same training in each engine, their steps taking turns. */
export async function step(host: Host, options: StepOptions): Promise<CommandOutput> {
  const rooms: OpenRoom[] = [];
  const problems: string[] = [];
  for (const engine of options.engines) {
    if (!host.engines.includes(engine)) {
      problems.push(`${engine} does not run in ${host.name}.`);
      continue;
    }
    try {
      const room = await host.open(THREADED_ENGINES.includes(engine));
      await room.run('openEngine', { engine, workload: options.workload });
      rooms.push({ engine, room, timings: [] });
    } catch (error) {
      problems.push(`${engine}: ${firstLine(error)}`);
    }
  }
  for (let turn = 0; turn < COMPARED_STEPS + options.steps; turn++) {
    for (const open of [...rooms]) {
      try {
        open.timings.push(await open.room.run('stepEngine', undefined));
      } catch (error) {
        problems.push(`${open.engine}, step ${turn + 1}: ${firstLine(error)}`);
        rooms.splice(rooms.indexOf(open), 1);
      }
    }
  }
  await Promise.all(rooms.map(({ room }) => room.close()));

  const results = rooms.map(resultOf);
  const disagreements = compareLosses(results);
  if (options.plot !== undefined && results.length > 0)
    await writeFile(options.plot, plotOf(options, results));
  const failure = [...problems, ...disagreements].join('\n');
  return {
    text: describe(options, results),
    data: { ...options, results, problems },
    ...(failure === '' ? {} : { failure }),
  };
}

function resultOf({ engine, timings }: OpenRoom): EngineResult {
  const timed = timings.slice(COMPARED_STEPS);
  return {
    engine,
    losses: timings.slice(0, COMPARED_STEPS).map(({ loss }) => loss),
    milliseconds: spreadOf(timed.map(({ milliseconds }) => milliseconds)),
    jsMilliseconds: spreadOf(timed.map(({ jsMilliseconds }) => jsMilliseconds)),
    dispatches: spreadOf(timed.map(({ counts }) => counts.dispatches)).median,
    peakBytes: Math.max(...timings.map(({ counts }) => counts.peakBytes)),
  };
}

/** The whole training of the page draws other views, so its losses are its own. */
const WHOLE: readonly EngineName[] = ['playground', 'playground-sent'];

function compareLosses(results: readonly EngineResult[]): string[] {
  const isWhole = ({ engine }: EngineResult) => WHOLE.includes(engine);
  return [results.filter(isWhole), results.filter((result) => !isWhole(result))].flatMap(compareGroup);
}

function compareGroup([first, ...others]: readonly EngineResult[]): string[] {
  if (first === undefined) return [];
  return others.flatMap(({ engine, losses }) =>
    losses.flatMap((loss, index) => {
      const expected = first.losses[index]!;
      const tolerance = engine === 'ours-mixed' ? MIXED_TOLERANCE : LOSS_TOLERANCE;
      const isClose = Math.abs(loss - expected) <= tolerance * Math.max(1, Math.abs(expected));
      return isClose
        ? []
        : [`${engine}: the loss of step ${index + 1} is ${loss}, that of ${first.engine} ${expected}.`];
    }),
  );
}

function plotOf({ workload }: StepOptions, results: readonly EngineResult[]): string {
  const bars = results.map(({ engine, milliseconds }) => ({
    name: engine,
    value: milliseconds.median,
    own: engine.startsWith('ours') || WHOLE.includes(engine),
  }));
  return barPlot(`A training step of ${workload.name}`, 'ms a step, logarithmic', bars);
}

function describe({ workload, steps }: StepOptions, results: readonly EngineResult[]): string {
  const ours = results.find(({ engine }) => engine === 'ours');
  const head = ['engine', 'ms/step', 'quartiles', '× ours', 'JS ms', 'dispatches', 'peak', 'first losses'];
  const rows = results.map(({ engine, losses, milliseconds, jsMilliseconds, dispatches, peakBytes }) => [
    engine,
    figure(milliseconds.median),
    `${figure(milliseconds.low)} … ${figure(milliseconds.high)}`,
    ours === undefined ? '–' : figure(milliseconds.median / ours.milliseconds.median),
    figure(jsMilliseconds.median),
    dispatches === 0 ? '–' : figure(dispatches),
    peakBytes === 0 ? '–' : bytes(peakBytes),
    losses.map((loss) => loss.toFixed(4)).join(', '),
  ]);
  const notes = results.map(({ engine }) => `- ${engine}: ${ENGINE_NOTES[engine]}`);
  return [
    `${workload.name}, ${steps} timed steps of each engine in turns:`,
    '',
    table(head, rows),
    '',
    ...notes,
  ].join('\n');
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0]!;
}
