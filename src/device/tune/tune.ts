import type { Computer } from '../../compute/computer';
import { isSameTiling } from '../../config/tilings';
import type { RunConfig } from '../../config/runConfig';
import { currentBackend } from '../../gpu/backendView';
import { tilingQuestions, type TilingQuestion } from '../../gpu/tilings/chooseTiling';
import type { TunedKernel, TuneReport } from '../../reports/tuning';
import { estimateRun, type KnownData } from '../../training/estimate';
import { fastestTiling } from './fastestTiling';

/** @file Which tilings are a device's fastest at the shapes that a run's kernels have. */

/** Larger inputs are not made up beside a run that has its own. */
const MOST_BYTES = 2 ** 29;

export interface TuneOptions {
  readonly seconds: number;
  /** Ends it early; what was found until then stays. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, total: number) => void;
}

/** Kernels with a choice of tilings in a training step of this configuration, those with most work first. */
export function stepQuestions(
  computer: Pick<Computer, 'dryRun' | 'summary'>,
  config: RunConfig,
  known: KnownData = {},
): readonly TilingQuestion[] {
  let questions: readonly TilingQuestion[] = [];
  const listening: Pick<Computer, 'dryRun' | 'summary'> = {
    summary: computer.summary,
    dryRun: (work) =>
      computer.dryRun((dry) => {
        const results: ReturnType<typeof work>[] = [];
        questions = tilingQuestions(currentBackend(), () => results.push(work(dry)));
        return results[0]!;
      }),
  };
  estimateRun(listening, config, known);
  return questions
    .filter(
      ({ inputs, rule, candidates }) =>
        bytesOf(inputs) <= MOST_BYTES && candidates.some((one) => !isSameTiling(one, rule)),
    )
    .toSorted((a, b) => b.count * b.operations - a.count * a.operations);
}

/**
 * Times every kernel of a configuration's step with its tilings, on a GPU that does nothing else meanwhile. Where time
 * runs out, those with least work are left.
 */
export async function tune(
  computer: Pick<Computer, 'dryRun' | 'summary'>,
  config: RunConfig,
  known: KnownData,
  { seconds, signal, onProgress }: TuneOptions,
): Promise<TuneReport> {
  const questions = stepQuestions(computer, config, known);
  const backend = currentBackend();
  const end = performance.now() + 1000 * seconds;
  const isOver = () => signal?.aborted === true || performance.now() >= end;
  const kernels: TunedKernel[] = [];
  let done = 0;
  for (const question of questions) {
    if (isOver()) break;
    onProgress?.(done, questions.length);
    const kernel = await fastestTiling(backend, question, isOver);
    if (kernel !== undefined) kernels.push(kernel);
    done += 1;
  }
  return { kernels, left: questions.length - done };
}

function bytesOf(inputs: TilingQuestion['inputs']): number {
  return Object.values(inputs).reduce(
    (sum, { shape }) => sum + 4 * shape.reduce((size, side) => size * side, 1),
    0,
  );
}
