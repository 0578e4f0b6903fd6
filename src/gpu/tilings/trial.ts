import * as tf from '@tensorflow/tfjs-core';
import type { TilingValues } from '../../config/tilings';
import type { KernelResult } from '../../ops/kernels';
import { asTensor } from '../../ops/tape';
import { release, type BackendView } from '../backendView';
import { compileOnly } from '../compileOnly';
import { isHalf } from '../halfTensors';
import { RecordedStep } from '../recording/recordedStep';
import { withTiling, type TilingQuestion } from './chooseTiling';
import { noise } from './noise';

/** How far results may be from those of the rule's tiling, as a share of the largest: sums are taken in another order. */
const TOLERANCE = { float: 1e-4, half: 4e-3 };
/** A batch of this many milliseconds is measured well, whatever the clock rounds to. */
const ENOUGH_TIME = 5;
const MOST_RUNS = 200;
/** The faster of so many batches: whatever else the machine does only slows them down. */
const BATCHES = 2;

/** A kernel's call on made-up values, with one tiling or another. Its backend must be tfjs's current one. */
export class Trial {
  private readonly backend: BackendView;
  private readonly question: TilingQuestion;
  private readonly inputs: Readonly<Record<string, tf.TensorInfo>>;
  /** Results of the rule's tiling, once they are asked for. */
  private expected: readonly tf.Tensor[] | undefined;

  constructor(backend: BackendView, question: TilingQuestion) {
    this.backend = backend;
    this.question = question;
    this.inputs = Object.fromEntries(
      Object.entries(question.inputs).map(([name, input], index) => [name, noise(backend, input, index)]),
    );
  }

  /** Compiles the call with each of these tilings, in parallel, and gives those that do. */
  async compile(tilings: readonly TilingValues[]): Promise<readonly TilingValues[]> {
    try {
      await compileOnly(this.backend, () => {
        for (const tiling of tilings) release(this.backend, ...this.run(tiling));
      });
      return tilings;
    } catch (error) {
      if (tilings.length > 1) {
        const alone = [];
        for (const tiling of tilings) alone.push(...(await this.compile([tiling])));
        return alone;
      }
      console.warn(`${this.question.key} is left as it is: a tiling does not compile.`, error);
      return [];
    }
  }

  /** Milliseconds of one call. */
  async milliseconds(tiling: TilingValues): Promise<number> {
    const recorded = RecordedStep.record(this.backend, () => {
      const [first, ...others] = this.run(tiling);
      release(this.backend, ...others);
      return asTensor(first!);
    });
    try {
      const once = await recorded.timeReplays(1);
      const runs = Math.min(MOST_RUNS, Math.ceil(ENOUGH_TIME / once));
      let best = Infinity;
      for (let batch = 0; batch < BATCHES; batch++)
        best = Math.min(best, (await recorded.timeReplays(runs)) / runs);
      return best;
    } finally {
      recorded.dispose();
    }
  }

  /** Whether the call gives what it gives with the rule's tiling, within rounding. */
  async isRight(tiling: TilingValues): Promise<boolean> {
    this.expected ??= this.run(this.question.rule).map(asTensor);
    const results = this.run(tiling).map(asTensor);
    try {
      for (const [index, result] of results.entries()) {
        const [most, sum, largest] = await distances(this.expected[index]!, result);
        // The sum is not finite where a single difference is not; a maximum may pass over it.
        if (!(sum! < Infinity) || most! > toleranceOf(result) * largest!) return false;
      }
      return true;
    } finally {
      tf.dispose(results);
    }
  }

  dispose(): void {
    tf.dispose([...(this.expected ?? [])]);
    release(this.backend, ...Object.values(this.inputs));
  }

  private run(tiling: TilingValues): tf.TensorInfo[] {
    const { backend, inputs } = this;
    const { key, run } = this.question;
    return tensorsOf(withTiling(backend, key, tiling, () => run(backend, inputs)));
  }
}

function tensorsOf(result: KernelResult): tf.TensorInfo[] {
  if (!('outputs' in result)) return [result].flat();
  // What a kernel need not keep is not there.
  const kept: readonly (tf.TensorInfo | undefined)[] = Object.values(result.kept ?? {});
  return [result.outputs, kept.filter((info) => info !== undefined)].flat();
}

function toleranceOf(result: tf.Tensor): number {
  if (result.dtype !== 'float32') return 0;
  return isHalf(result) ? TOLERANCE.half : TOLERANCE.float;
}

/** The largest difference, the sum of all, and the largest value that was expected. */
async function distances(expected: tf.Tensor, result: tf.Tensor): Promise<Float32Array> {
  const numbers = tf.tidy(() => {
    const values = tf.cast(expected, 'float32');
    const apart = tf.abs(tf.sub(values, tf.cast(result, 'float32')));
    return tf.stack([tf.max(apart), tf.sum(apart), tf.max(tf.abs(values))]);
  });
  const read = await numbers.data<'float32'>();
  numbers.dispose();
  return read;
}
