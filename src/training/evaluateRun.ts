import { imageAt } from '../augment/imageBytes';
import type { ImageSet } from '../data/imageSet';
import type { Watch } from '../evaluation/cancellation';
import { evaluate, type Evaluation } from '../evaluation/evaluate';
import type { FeatureCache } from '../evaluation/featureCache';
import { modelSubject } from '../evaluation/subject';
import type {
  EvaluationProgress,
  EvaluationRequest,
  EvaluationResult,
  ShownMasks,
} from '../reports/evaluationResult';
import type { EvaluationImages } from './evaluationImages';
import type { Run } from './run';
import { baselineSubject, type OwnedSubject } from './subjects';
import type { SupervisedBaseline } from './supervisedBaseline';

/** A run as far as it is evaluated: its networks have the branches that its first α called for. */
export type EvaluatedRun = Pick<Run, 'config' | 'model' | 'initialAlpha' | 'images' | 'step'>;

/** What evaluations of the runs on one data set share. */
export interface EvaluationSources {
  readonly images: EvaluationImages;
  readonly supervised: SupervisedBaseline;
  /** Features of the session: of weights that are judged again, they are not computed anew. */
  readonly cache: FeatureCache;
}

/**
 * Evaluates the weights of a run as they are, or a baseline of it, once all images are there. It changes nothing of the
 * run; nothing may change its weights meanwhile.
 *
 * @throws Cancelled when the watch's signal is aborted.
 */
export async function evaluateRun(
  run: EvaluatedRun,
  sources: EvaluationSources,
  { subject: kind, probes, labelShares }: EvaluationRequest,
  watch: Watch,
  onProgress: (progress: EvaluationProgress) => void,
): Promise<EvaluationResult> {
  const { config, step } = run;
  const { seed } = config.run;
  const tell = inPercents((probe: EvaluationProgress['probe'], share) =>
    onProgress({ subject: kind, probe, share }),
  );
  const read = (share: number) => tell('images', share);
  const images = await sources.images.read(seed, read, watch.signal);
  const { subject, dispose } =
    kind === 'weights'
      ? ownSubject(run)
      : await baselineSubject(
          kind,
          // The branches are those of the run, so that both are judged by the same maps.
          { ...config, loss: { ...config.loss, alpha: run.initialAlpha } },
          { training: run.images.data, images, supervised: sources.supervised },
          { ...watch, onProgress: (share) => tell('training', share) },
        );
  try {
    const { data, split, report: splitReport } = images;
    const task = {
      subject,
      data,
      split,
      splitReport,
      probes,
      views: config.views,
      seed,
      cache: sources.cache,
      ...(labelShares === undefined ? {} : { labelShares }),
      ...(kind === 'weights' ? { step } : {}),
    };
    const { report, masks } = await evaluate(task, watch, tell);
    return { subject: kind, report, masks: shownMasks(data, masks) };
  } finally {
    dispose();
  }
}

function ownSubject({ config, model, initialAlpha }: EvaluatedRun): OwnedSubject {
  return {
    subject: modelSubject('weights of the run', config.model, initialAlpha, model.tensors),
    dispose: () => undefined,
  };
}

/** Passes on what is a whole percent further, so that thousands of steps do not make thousands of messages. */
function inPercents<Name>(listener: (name: Name, share: number) => void) {
  let told: { readonly name: Name; readonly percent: number } | undefined;
  return (name: Name, share: number): void => {
    const percent = Math.floor(100 * share);
    if (told?.name === name && told.percent === percent) return;
    told = { name, percent };
    listener(name, share);
  };
}

function shownMasks(data: ImageSet, shown: Evaluation['masks']): ShownMasks {
  const { height, width } = data;
  const pixels = height * width;
  return {
    height,
    width,
    images: shown.map(({ image, mask }) => ({
      pixels: imageAt(data, image).pixels.slice(),
      truth: data.masks!.slice(image * pixels, (image + 1) * pixels),
      predicted: mask,
    })),
  };
}
