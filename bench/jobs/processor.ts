import * as tf from '@tensorflow/tfjs-core';
import { findPreset } from '../../src/config/presets';
import type { RunConfig } from '../../src/config/runConfig';
import { generateScenes } from '../../src/data/synthetic/generateScenes';
import { mapValues } from '../../src/mapValues';
import { COMPOSED, provideKernels, type AnyKernel } from '../../src/ops/kernels';
import { DeviceImages } from '../../src/training/deviceImages';
import { Run } from '../../src/training/run';
import type { DeviceSpeed } from '../../src/device/speed';
import { viewBackend, type BackendView } from '../../src/wasm/backendView';
import { WASM_KERNELS } from '../../src/wasm/kernels';
import { PAGE_FILES } from '../../src/wasm/pageFiles';
import { openProcessor } from '../../src/wasm/processor';
import { measureProcessorSpeed } from '../../src/device/measure/processorSpeed';
import { workloadConfig, type WorkloadOptions } from '../../src/device/measure/workloads';

export interface ProcessorOptions {
  readonly workload: WorkloadOptions;
  /** Trains this preset in place of the workload. */
  readonly preset?: string | undefined;
  readonly steps: number;
}

/** What one op, or one of tfjs's kernels, costs in a step; the kernels that it calls count for themselves. */
export interface OpTime {
  readonly name: string;
  readonly calls: number;
  /** The least of all steps. */
  readonly milliseconds: number;
}

export interface ProcessorProfile {
  readonly device: string;
  /** Of every step, those before the timed ones included. */
  readonly losses: readonly number[];
  /** The least of all steps, from the call until the measures are read. */
  readonly milliseconds: number;
  readonly ops: readonly OpTime[];
  /** The least of all steps that was spent in no op: JavaScript of tfjs, and drawing the views. */
  readonly outsideMilliseconds: number;
  /** What the threads can do at best: multiply-adds in registers, which count two each, and a copy, read and written. */
  readonly limits: Pick<DeviceSpeed, 'operationsPerSecond' | 'bytesPerSecond'>;
}

/** Batches in the data set. */
const BATCHES = 4;
const WARM_STEPS = 2;

/** Where the time of the page's own step goes on the processor, op by op. */
export async function processor({ workload, preset, steps }: ProcessorOptions): Promise<ProcessorProfile> {
  const computer = await openProcessor(PAGE_FILES);
  const config = preset === undefined ? workloadConfig(workload) : presetConfig(preset);
  const { size, seed } = config.data;
  const scenes = await generateScenes(size, BATCHES * config.run.batch, seed);
  const run = new Run(computer, config, new DeviceImages(scenes));
  const watch = new OpWatch();
  timeOurKernels(watch);
  timeStockKernels(watch);
  const losses: number[] = [];
  let milliseconds = Infinity;
  let outsideMilliseconds = Infinity;
  for (let step = 0; step < WARM_STEPS + steps; step++) {
    watch.begin(step >= WARM_STEPS);
    const start = performance.now();
    const measures = await run.advance().measures;
    const whole = performance.now() - start;
    losses.push(measures?.total ?? NaN);
    if (step < WARM_STEPS) continue;
    milliseconds = Math.min(milliseconds, whole);
    outsideMilliseconds = Math.min(outsideMilliseconds, whole - watch.sumOfStep());
  }
  watch.begin(false);
  const { operationsPerSecond, bytesPerSecond } = await measureProcessorSpeed();
  computer.close();
  return {
    limits: { operationsPerSecond, bytesPerSecond },
    device: computer.summary.name,
    losses,
    milliseconds,
    ops: watch.times(),
    outsideMilliseconds,
  };
}

function presetConfig(name: string): RunConfig {
  const preset = findPreset(name);
  if (preset === undefined) throw new Error(`There is no preset '${name}'.`);
  return preset.config;
}

/** Adds up, step by step, what is spent in each op without the kernels that it calls. */
class OpWatch {
  private readonly steps: Map<string, { calls: number; milliseconds: number }>[] = [];
  private isOn = false;
  /** Time of the kernels that each running one has called. */
  private readonly inner: number[] = [];

  begin(isOn: boolean): void {
    this.isOn = isOn;
    if (isOn) this.steps.push(new Map());
  }

  time<T>(name: string, work: () => T): T {
    if (!this.isOn) return work();
    this.inner.push(0);
    const start = performance.now();
    const result = work();
    const whole = performance.now() - start;
    const own = whole - this.inner.pop()!;
    if (this.inner.length > 0) this.inner[this.inner.length - 1]! += whole;
    const step = this.steps.at(-1)!;
    const { calls, milliseconds } = step.get(name) ?? { calls: 0, milliseconds: 0 };
    step.set(name, { calls: calls + 1, milliseconds: milliseconds + own });
    return result;
  }

  /** Milliseconds in all ops of the last step. */
  sumOfStep(): number {
    return [...this.steps.at(-1)!.values()].reduce((sum, { milliseconds }) => sum + milliseconds, 0);
  }

  times(): OpTime[] {
    return [...this.steps[0]!].map(([name, { calls }]) => ({
      name,
      calls,
      milliseconds: Math.min(...this.steps.map((step) => step.get(name)?.milliseconds ?? Infinity)),
    }));
  }
}

function timeOurKernels(watch: OpWatch): void {
  const timed = mapValues(
    WASM_KERNELS as Readonly<Record<string, object | typeof COMPOSED>>,
    (parts, name) =>
      parts === COMPOSED
        ? COMPOSED
        : mapValues(
            parts as Readonly<Record<string, AnyKernel<BackendView>>>,
            (kernel, part): AnyKernel<BackendView> =>
              (...call) =>
                watch.time(`${name}.${part}`, () => kernel(...call)),
          ),
  );
  provideKernels<BackendView>('wasm', timed, (kernel, ...call) => kernel(viewBackend(tf.backend()), ...call));
}

function timeStockKernels(watch: OpWatch): void {
  for (const kernel of tf.getKernelsForBackend('wasm')) {
    const { kernelName, kernelFunc } = kernel;
    kernel.kernelFunc = (call) => watch.time(`tfjs ${kernelName}`, () => kernelFunc(call));
  }
}
