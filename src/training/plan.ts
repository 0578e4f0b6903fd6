import { batchIndices } from '../augment/order';
import { sampleView } from '../augment/sampleView';
import { viewList } from '../augment/viewList';
import type { ViewParameters } from '../augment/viewParameters';
import { totalSteps, warmupSteps } from '../config/length';
import type { RunConfig } from '../config/runConfig';
import type { ImageSet } from '../data/imageSet';
import { learningRate } from '../optim/schedule';

/** Everything that a step draws at random or reads from its schedule: a function of (configuration, data set, step). */
export interface StepPlan {
  /** Steps done before this one. */
  readonly step: number;
  /** `[batch]` images of the data set. */
  readonly indices: Int32Array;
  /** `[views][batch]`. */
  readonly views: readonly (readonly ViewParameters[])[];
  readonly learningRate: number;
}

/** Plans step `step` of a run, counted from 0. */
export function planStep(config: RunConfig, data: ImageSet, step: number): StepPlan {
  const { seed, batch } = config.run;
  return {
    step,
    indices: batchIndices(data.count, batch, seed, step),
    views: drawViews(config, data, seed, step, batch),
    learningRate: learningRate(step, {
      baseLr: config.optim.baseLr,
      batchSize: batch,
      endLrRatio: config.optim.endLrRatio,
      totalSteps: totalSteps(config, data.count),
      warmupSteps: warmupSteps(config, data.count),
    }),
  };
}

/** The views of `batch` images, `[views][batch]`. */
export function drawViews(
  { views }: RunConfig,
  source: { readonly height: number; readonly width: number },
  seed: number,
  step: number,
  batch: number,
): ViewParameters[][] {
  return viewList(views).map((slot, view) =>
    Array.from({ length: batch }, (_, index) =>
      sampleView(views, slot.group, view, source, seed, step, index),
    ),
  );
}
