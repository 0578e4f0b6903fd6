import { centreCrop, extractFeatures } from '../evaluation/features';
import { knn } from '../evaluation/knn';
import { majority } from '../evaluation/scores';
import { stratifiedShare } from '../evaluation/splits';
import { modelSubject } from '../evaluation/subject';
import type { OnlineKnnReport } from '../reports/knn';
import { normalizationOf } from '../config/normalization';
import { nextTurn } from './nextTurn';
import type { Run } from './run';

/** Images that are classified: few enough to be done in a moment, enough for a steady curve. */
export const KNN_IMAGES = 1000;

/** Whether kNN is due after so many steps of a run; never without labels. */
export function isKnnDue({ config, images }: Run, step: number): boolean {
  const { knnEvery } = config.run;
  return knnEvery !== null && step % knnEvery === 0 && images.data.labels !== undefined;
}

/**
 * Classifies a fixed part of the training images by the nearest of the others in it, on the run's weights as they are:
 * weighted kNN, leave-one-out, with the settings of the evaluation. Nothing of the run changes.
 */
export async function onlineKnn({
  config,
  model,
  initialAlpha,
  images,
  step,
}: Run): Promise<OnlineKnnReport> {
  const { data } = images;
  const labels = data.labels!;
  const all = Int32Array.from({ length: data.count }, (_, image) => image);
  const chosen = stratifiedShare(all, labels, KNN_IMAGES / data.count, config.run.seed);
  const subject = modelSubject('weights of the run', config.model, initialAlpha, model.tensors);
  const { views } = config;
  const protocol = {
    size: views.crops[0]!.size,
    normalization: normalizationOf(views),
    boxes: [centreCrop(data, 1)],
  };
  const features = await extractFeatures(subject, data, chosen, protocol, {}, { breathe: nextTurn });
  const own = Array.from(chosen, (image) => labels[image]!);
  const bank = { vectors: features.representation, labels: own, channels: features.width };
  const { top1 } = await knn(bank, undefined, data.classNames!.length);
  return { step, knn: { top1, chance: majority(own) } };
}
