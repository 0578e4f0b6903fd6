import { cpus } from 'node:os';
import { relativeError } from '../../src/device/parity/comparison';
import { table } from '../../src/formats/markdownTable';
import type { Host } from '../hosts/host';
import {
  INFERENCE_NETWORKS,
  INFERENCE_NOTES,
  type InferenceCost,
  type InferenceEngineName,
  type InferenceNetwork,
  type RoomEngineName,
} from '../inference/engine';
import { PYTORCH_THREADS, timePytorch } from '../inference/pytorch';
import { SIDE } from '../inference/work';
import { spreadOf } from '../measure/spread';
import { figure } from '../report/numbers';
import type { CommandOutput } from './output';

export interface InferenceCommandOptions {
  readonly engines: readonly InferenceEngineName[];
  /** Only those whose network and name, as in `resnet50 ours-wasm`, contain this. */
  readonly only?: string | undefined;
  /** Images that go through together. */
  readonly batch: number;
  readonly repeats: number;
}

export interface InferenceResult {
  readonly network: InferenceNetwork;
  readonly engine: InferenceEngineName;
  readonly cost: InferenceCost;
}

/** How far representations may lie apart, relative to the largest value. */
const SAME = 1e-3;
/** Engines that use threads where they find shared memory, and shall find it. */
const THREADED: readonly InferenceEngineName[] = ['ours-wasm-threads', 'onnx-wasm-threads'];

/** Images that each engine takes a second, of networks in evaluation mode. */
export async function inference(host: Host, options: InferenceCommandOptions): Promise<CommandOutput> {
  const { engines, only = '', batch, repeats } = options;
  const results: InferenceResult[] = [];
  const problems: string[] = [];
  for (const network of INFERENCE_NETWORKS) {
    for (const engine of engines.filter((name) => `${network} ${name}`.includes(only))) {
      try {
        const cost = await measured(host, engine, { network, batch, repeats });
        if (cost !== undefined) results.push({ network, engine, cost });
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        problems.push(`${network} ${engine}: ${reason.split('\n')[0]!}`);
      }
    }
  }
  const failure = [...problems, ...disagreements(results)].join('\n');
  return {
    text: describe(results, options),
    data: { batch, results, problems },
    ...(failure === '' ? {} : { failure }),
  };
}

async function measured(
  host: Host,
  engine: InferenceEngineName,
  work: { readonly network: InferenceNetwork; readonly batch: number; readonly repeats: number },
): Promise<InferenceCost | undefined> {
  const threads = PYTORCH_THREADS[engine];
  if (threads !== undefined) return timePytorch({ ...work, threads });
  const room = await host.open(THREADED.includes(engine));
  try {
    return await room.run('inference', { ...work, engine: engine as RoomEngineName });
  } finally {
    await room.close();
  }
}

/** Engines whose representations are not those of the first engine with the same network. */
export function disagreements(results: readonly InferenceResult[]): string[] {
  return results.flatMap(({ network, engine, cost }) => {
    const first = results.find((result) => result.network === network)!;
    const error = relativeError(cost.representation, first.cost.representation);
    return error <= SAME
      ? []
      : [`${network} ${engine}: representations differ from ${first.engine}’s by ${figure(error)}.`];
  });
}

function describe(results: readonly InferenceResult[], { batch }: InferenceCommandOptions): string {
  const rows = results.map(({ network, engine, cost }) => {
    const { median, low, high } = spreadOf(cost.milliseconds);
    return [
      network,
      engine,
      figure((1000 * batch) / median),
      figure(median / batch),
      `${figure(low / batch)} … ${figure(high / batch)}`,
    ];
  });
  const notes = [...new Set(results.map(({ engine }) => engine))].map(
    (engine) => `- ${engine}: ${INFERENCE_NOTES[engine]}`,
  );
  return [
    `${SIDE} × ${SIDE} px, ${batch} at once, on ${cpus().length} cores:`,
    '',
    table(['network', 'engine', 'images/s', 'ms/image', 'quartiles'], rows),
    '',
    ...notes,
  ].join('\n');
}
