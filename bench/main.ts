import { fileURLToPath } from 'node:url';
import { Command, InvalidArgumentError, Option } from 'commander';
import { augment } from './commands/augment';
import { device } from './commands/device';
import { evaluate } from './commands/evaluate';
import { inference } from './commands/inference';
import { kernels } from './commands/kernels';
import { limit } from './commands/limit';
import { load } from './commands/load';
import { memory } from './commands/memory';
import type { CommandOutput } from './commands/output';
import { predict } from './commands/predict';
import { predictAndMeasure } from './commands/predictAndMeasure';
import { processor } from './commands/processor';
import { profile } from './commands/profile';
import { scaling } from './commands/scaling';
import { step } from './commands/step';
import { views } from './commands/views';
import { ENGINES, type EngineName } from './engines/engine';
import { EVALUATION_BACKENDS, type EvaluationBackend } from './evaluationBackends';
import { dawnHost, ROOM_FLAG, serveRoom } from './hosts/dawnHost';
import type { Host } from './hosts/host';
import { INFERENCE_ENGINES, type InferenceEngineName } from './inference/engine';
import { PIPELINES } from './pipelines/pipeline';
import { noteLine } from '../src/cli/process/noteLine';
import { WORKLOADS, type WorkloadName } from '../src/device/measure/workloads';
import { TYPICAL_DEVICES, type TypicalDevice } from '../src/device/predict/typicalDevices';
import { Failure } from '../src/failure';

/** @file `bench`: speed and memory, beside what one would use instead. */

interface Options {
  readonly workload: WorkloadName;
  readonly preset?: string;
  readonly batch?: number;
  readonly engines?: EngineName[];
  readonly steps?: number;
  readonly browser?: boolean;
  readonly dawn?: boolean;
  readonly webgpu?: boolean;
  readonly json?: boolean;
  readonly list?: boolean;
  readonly only?: string;
  readonly render?: boolean;
  readonly plot?: string;
  readonly repeats: number;
  readonly images?: number;
  readonly photos: number;
  readonly data?: string;
  readonly backends?: EvaluationBackend[];
  readonly config?: string;
  readonly device: string;
  readonly measure?: boolean;
  readonly backend: 'webgpu' | 'wasm';
  readonly quick?: boolean;
  readonly save?: string;
  readonly note?: string;
}

const PROGRAM = fileURLToPath(import.meta.url);

/** Steps where `--steps` says nothing. */
const STEPS = {
  step: 10,
  profile: 5,
  processor: 3,
  memory: 2000,
  scaling: 3,
  page: 30,
  views: 20,
  predict: 2,
} as const;

/** Images where `--images` says nothing. */
const IMAGES = { evaluate: 5000, augment: 32, load: 50_000 } as const;

/** In Node nothing but WebGPU runs, and what is a program of its own. */
const INFERENCE_IN_NODE: readonly InferenceEngineName[] = [
  'ours-webgpu',
  'tfjs-webgpu',
  'pytorch',
  'pytorch-threads',
];

/** What needs no room for our engine alone. */
const LOCAL: Readonly<Record<string, (options: Options) => Promise<CommandOutput>>> = {
  predict: ({ config, device, measure = false, list = false, steps = STEPS.predict, ...options }) => {
    const step = { config, device, list, workload: workloadOf(options) };
    return measure ? predictAndMeasure(() => openHost(options, PROGRAM), { ...step, steps }) : predict(step);
  },
  load: ({ images = IMAGES.load, photos }) => load({ images, photos }),
  // The bundle for servers has no browser beside it.
  page: async ({ steps = STEPS.page, repeats, webgpu = false }) =>
    (await import('./commands/page')).page({ visits: repeats, steps, onGpu: webgpu }),
  report: async ({ only = '', render = false }) =>
    (await import('./commands/report')).report({ only, measures: !render }),
};

const COMMANDS: Readonly<Record<string, (host: Host, options: Options) => Promise<CommandOutput>>> = {
  step: (host, { engines = host.engines, steps = STEPS.step, ...options }) =>
    step(host, { engines, steps, plot: options.plot, workload: workloadOf(options) }),
  profile: (host, { steps = STEPS.profile, list = false, ...options }) =>
    profile(host, { steps, list, plot: options.plot, workload: workloadOf(options) }),
  processor: (host, { steps = STEPS.processor, preset, ...options }) =>
    processor(host, { steps, preset, workload: workloadOf(options) }),
  kernels: (host, { repeats, only, plot }) => kernels(host, { repeats, only, plot }),
  limit: (host) => limit(host),
  device: (host, { backend, quick = false, save, note }) =>
    device(host, { backend, quick, save, note, steps: quick ? ['W0'] : ['W0', 'W1'] }),
  memory: (host, { steps = STEPS.memory, ...options }) =>
    memory(host, { steps, workload: workloadOf(options) }),
  scaling: (host, { steps = STEPS.scaling, only, plot, ...options }) =>
    scaling(host, { steps, only, plot, workload: workloadOf(options) }),
  evaluate: (
    host,
    {
      images = IMAGES.evaluate,
      data,
      browser,
      backends = browser === true ? [...EVALUATION_BACKENDS] : ['webgpu'],
    },
  ) => evaluate(host, { images, data, backends }),
  views: (
    host,
    { steps = STEPS.views, browser, only, backends = [browser === true ? 'wasm-threads' : 'webgpu'] },
  ) => views(host, { steps, backends, only }),
  inference: (host, { batch = 1, repeats, only, browser }) =>
    inference(host, {
      batch,
      repeats,
      only,
      engines: browser === true ? INFERENCE_ENGINES : INFERENCE_IN_NODE,
    }),
  augment: (host, { images = IMAGES.augment, repeats, browser }) =>
    augment(host, { images, repeats, pipelines: browser === true ? PIPELINES : ['ours-webgpu'] }),
};

const WHATS = [...Object.keys(COMMANDS), ...Object.keys(LOCAL)];

function workloadOf({ workload, batch }: Pick<Options, 'workload' | 'batch'>) {
  return { name: workload, ...(batch === undefined ? {} : { batch }) };
}

function wholeNumber(value: string): number {
  const number = Number(value);
  if (Number.isInteger(number) && number > 0) return number;
  throw new InvalidArgumentError('A positive whole number, please.');
}

/** Reads a list of some of `known`. */
function listOf<Name extends string>(what: string, known: readonly Name[]): (value: string) => Name[] {
  return (value) => {
    const names = value.split(',');
    const unknown = names.find((name) => !(known as readonly string[]).includes(name));
    if (unknown === undefined) return names as Name[];
    throw new InvalidArgumentError(`There is no ${what} '${unknown}'; there are ${known.join(', ')}.`);
  };
}

function programOf(): Command {
  return new Command('bench')
    .description(
      'Checks and measures devices; measures or predicts training steps; measures inference, kernels, limits, memory, scaling, probes, the rendering of views, the loading of images and of the page, and what views of the page cost a training; `report` does all and writes docs/PERFORMANCE.md.',
    )
    .argument('<what>', WHATS.join(' | '))
    .addOption(new Option('--workload <name>', 'training step').choices(WORKLOADS).default('W0'))
    .option('--preset <name>', 'trains this preset in place of the workload, for processor')
    .option(
      '--batch <images>',
      'images per step, in place of the workload’s, or that inference takes at once',
      wholeNumber,
    )
    .option('--engines <list>', `of ${ENGINES.join(',')}`, listOf('engine', ENGINES))
    .option('--steps <count>', 'timed steps', wholeNumber)
    .option('--list', 'lists every command of the profiled step, or all that predict adds up')
    .option('--repeats <count>', 'repeats of each kernel, pipeline, visit or inference', wholeNumber, 3)
    .option(
      '--only <text>',
      'kernels, kinds of look, series of scaling, parts of the report, or networks with an engine (“resnet50 ours”), whose name contains this',
    )
    .option('--render', 'report writes its page from the figures that there are, and measures nothing')
    .option('--images <count>', 'images that evaluate, augment or load takes', wholeNumber)
    .option('--photos <count>', 'JPEG files that load takes', wholeNumber, 5000)
    .option('--data <path>', 'CIFAR batch or folder of images for evaluate, in place of scenes')
    .option(
      '--backends <list>',
      `of ${EVALUATION_BACKENDS.join(',')}, for evaluate and views`,
      listOf('backend', EVALUATION_BACKENDS),
    )
    .option(
      '--plot <file.svg>',
      'where step and profile draw their bars, kernels its roofline, and scaling its curves',
    )
    .addOption(
      new Option('--backend <name>', 'what device checks; the processor needs --browser')
        .choices(['webgpu', 'wasm'])
        .default('webgpu'),
    )
    .option('--quick', 'device takes ten ops and W0 alone')
    .option('--save <file.json>', 'where device writes its report')
    .option('--note <text>', 'what a reader of that report should know besides')
    .addOption(new Option('--browser', 'in Chromium (the default from npm)').conflicts('dawn'))
    .option('--dawn', 'in Node on Dawn, without a display')
    .option('--config <file>', 'a run’s configuration for predict, in place of the workload')
    .option(
      '--device <name or file>',
      `for predict: ${Object.keys(TYPICAL_DEVICES).join(', ')}, or what “bench -- device --json” has printed`,
      'desktop' satisfies TypicalDevice,
    )
    .option(
      '--measure',
      'predict: also measures the step on the adapter here, whose speed --device must be a file of',
    )
    .option('--webgpu', 'page asks for a GPU, even if it is a software one')
    .option('--json', 'print data instead of tables');
}

async function openHost({ browser }: Pick<Options, 'browser'>, program: string): Promise<Host> {
  if (browser !== true) return dawnHost(program);
  // The bundle for servers has no browser beside it.
  const { browserHost } = await import('./hosts/browserHost');
  return browserHost(fileURLToPath(new URL('../../', import.meta.url)));
}

async function main(): Promise<number> {
  const command = programOf().parse();
  const options = command.opts<Options>();
  const what = command.args[0] ?? '';
  const [run, local] = [COMMANDS[what], LOCAL[what]];
  if (local !== undefined) return told(what, `Node ${process.version}`, await local(options), options);
  if (run === undefined) {
    console.error(`There is no '${what}' to measure; there are ${WHATS.join(', ')}.`);
    return 2;
  }
  const host = await openHost(options, PROGRAM);
  try {
    return told(what, host.name, await run(host, options), options);
  } finally {
    await host.close();
  }
}

/** Prints what a command found; gives the exit code. */
function told(what: string, host: string, { text, data, failure }: CommandOutput, { json }: Options): number {
  console.log(
    json === true ? JSON.stringify({ what, host, text, data, failure }, null, 2) : `${host}.\n\n${text}`,
  );
  if (failure !== undefined) console.error(failure);
  return failure === undefined ? 0 : 1;
}

/** What a person can mend is said in one line. */
function refused(error: unknown): number {
  if (!(error instanceof Failure)) throw error;
  const { message, remedy = '' } = error.info;
  process.stderr.write(noteLine(`${message} ${remedy}`));
  return 1;
}

if (process.argv.includes(ROOM_FLAG)) await serveRoom();
else process.exit(await main().catch(refused));
