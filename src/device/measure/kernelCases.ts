import type * as tf from '@tensorflow/tfjs-core';
import { CASES } from '../../ops/cases';
import { adamwSize } from '../../ops/cases/adamwAll';
import { larsSize } from '../../ops/cases/larsAll';
import { freeInputs, inputsOf, type AnyOp, type OpCases, type TimedSize } from '../../ops/cases/opCases';
import { viewsSize } from '../../ops/cases/renderViews';
import { randomStream } from '../../random/stream';
import { drawViews } from '../../training/plan';
import { networkSpecs } from '../../vicregl/network';
import { workloadConfig } from './workloads';

/** One fused op at the size that it has in a step of W1 (or, for ResNet's ops, in a network of that size). */
export interface KernelCase {
  readonly name: string;
  readonly op: AnyOp;
  readonly inputs: () => Record<string, tf.Tensor>;
  readonly attributes: object;
  /** Inputs that training differentiates by; none where an op has no gradient. */
  readonly free: readonly string[];
  /** False where the composition runs on the CPU, so that a GPU has nothing to compare. */
  readonly comparable?: false;
  /** Floating-point operations of the forward pass, a multiply-add counting two; 0 where an op moves data only. */
  readonly flops: number;
}

const CONFIG = workloadConfig({ name: 'W1' });

/** Sizes that only W1's configuration knows: its parameters, and the views that it draws. */
function workloadSizes(): Partial<Record<keyof typeof CASES, Readonly<Record<string, TimedSize>>>> {
  const parameters = networkSpecs(CONFIG.model, CONFIG.loss.alpha).map(({ shape }) => shape);
  const { size } = CONFIG.views.crops[0]!;
  const { batch } = CONFIG.run;
  const stream = randomStream(1, 'probe', 0, 3);
  const bytes = Uint8Array.from({ length: batch * size * size * 3 }, () => stream.below(256));
  const images = { height: size, width: size, bytes };
  const views = drawViews(CONFIG, images, 1, 0, batch).flat();
  return {
    adamwAll: { 'all parameters': { ...adamwSize(parameters), flops: 0 } },
    larsAll: { 'all parameters': { ...larsSize(parameters), flops: 0 } },
    renderViews: {
      [`2×${batch}×${size}²`]: { ...viewsSize(images, [...Array(batch).keys()], views, size), flops: 0 },
    },
  };
}

/** The only op whose composition reads its inputs back. */
const ON_THE_CPU = 'renderViews';

/** Every fused op. */
export function kernelCases(): KernelCase[] {
  const own = workloadSizes();
  return Object.entries<OpCases>(CASES).flatMap(([name, cases]) =>
    Object.entries({ ...cases.timed, ...own[name as keyof typeof CASES] }).map(([size, timed]) => ({
      name: `${name} ${size}`,
      op: cases.op,
      inputs: () => inputsOf(cases, timed),
      attributes: timed.attributes ?? {},
      free: timed.free ?? freeInputs(cases, timed),
      flops: timed.flops,
      ...(name === ON_THE_CPU && { comparable: false as const }),
    })),
  );
}
