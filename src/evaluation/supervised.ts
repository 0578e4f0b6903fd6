import { sampleView } from '../augment/sampleView';
import { totalSteps, warmupSteps } from '../config/length';
import { normalizationOf } from '../config/normalization';
import type { RunConfig } from '../config/runConfig';
import type { ImageSet } from '../data/imageSet';
import type { TensorData } from '../formats/tensorData';
import { learningRate } from '../optim/schedule';
import type { Watch } from './cancellation';
import type { Target } from './labelledHead';
import { trainOnLabels, type CurvePoint } from './labelledTraining';

/** What the supervised baseline is trained on; the result is a function of this alone. */
export interface SupervisedTask {
  /** The run that it stands beside: its backbone, seed, batch, length, schedule and optimiser. */
  readonly config: RunConfig;
  readonly data: ImageSet;
  /** The training part of the images; no others are looked at. */
  readonly images: Int32Array;
  /** What is learned; left out, labels where there are any, else masks. */
  readonly target?: Target;
  /** Images that the run itself sees, by which epochs are counted; left out, as many as the baseline. */
  readonly runImages?: number;
}

export interface SupervisedResult {
  /** The backbone under the names of a run's weights. */
  readonly weights: Readonly<Record<string, TensorData>>;
  readonly target: Target;
  readonly steps: number;
  /** Cross entropy at up to 200 steps. */
  readonly curve: readonly CurvePoint[];
}

/**
 * The supervised baseline: the run's backbone from the same initial weights, with a linear head, for the same steps under
 * the same schedule and optimiser, on the cross entropy of labels or of pixels. Each image gives one view: a left one of
 * the first group, so its augmentation is that of the run's global views. Always in float32.
 *
 * @throws Cancelled when the watch's signal is aborted; Failure `data_missing`, `loss_not_finite`.
 */
export async function trainSupervised(
  { config, data, images, target, runImages = images.length }: SupervisedTask,
  watch: Watch = {},
): Promise<SupervisedResult> {
  const { seed, batch } = config.run;
  const group = { ...config.views.crops[0]!, count: 1 };
  const views = { ...config.views, crops: [group] };
  const steps = totalSteps(config, runImages);
  const taught = target ?? (data.labels === undefined ? 'masks' : 'labels');
  const { network, curve } = await trainOnLabels(
    {
      data,
      images,
      target: taught,
      backbone: config.model.backbone,
      size: group.size,
      normalization: normalizationOf(views),
      steps,
      batch,
      seed,
      optimizer: config.optim,
      view: (step, index) => sampleView(views, 0, 0, data, seed, step, index),
      rates: (step) => {
        const rates = {
          learningRate: learningRate(step, {
            baseLr: config.optim.baseLr,
            batchSize: batch,
            endLrRatio: config.optim.endLrRatio,
            totalSteps: steps,
            warmupSteps: warmupSteps(config, runImages),
          }),
          weightDecay: config.optim.weightDecay,
        };
        return { backbone: rates, head: rates };
      },
      dropsPaths: true,
    },
    watch,
  );
  try {
    return { weights: await network.readBackbone(), target: taught, steps, curve };
  } finally {
    network.dispose();
  }
}
