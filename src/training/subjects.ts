import type { RunConfig } from '../config/runConfig';
import type { ImageSet } from '../data/imageSet';
import type { Watch } from '../evaluation/cancellation';
import type { EvaluationData } from '../evaluation/evaluationData';
import { modelSubject, pixelSubject, type Subject } from '../evaluation/subject';
import type { SubjectKind } from '../reports/evaluationResult';
import { Model } from './model';
import { modelSpecs } from './run';
import type { SupervisedBaseline } from './supervisedBaseline';

/** What is judged, and what gives its tensors back where they are its own. */
export interface OwnedSubject {
  readonly subject: Subject;
  readonly dispose: () => void;
}

/** What baselines are made of. */
export interface BaselineSources {
  /** What the run is trained on. */
  readonly training: ImageSet;
  readonly images: EvaluationData;
  readonly supervised: SupervisedBaseline;
}

/**
 * What trained weights are compared with. The supervised backbone is trained first, for as many steps as the run has.
 * @param config of the run; random weights have the branches that its α calls for.
 * @throws Failure of the supervised training; Cancelled.
 */
export async function baselineSubject(
  kind: Exclude<SubjectKind, 'weights'>,
  config: RunConfig,
  { training, images, supervised }: BaselineSources,
  watch: Watch,
): Promise<OwnedSubject> {
  const { model, loss, run } = config;
  switch (kind) {
    case 'random': {
      const drawn = Model.drawn(modelSpecs(config, training), run.seed);
      return {
        subject: modelSubject('random weights', model, loss.alpha, drawn.tensors),
        dispose: () => drawn.dispose(),
      };
    }
    case 'pixels':
      return { subject: pixelSubject(model), dispose: () => undefined };
    case 'supervised':
      return supervised.open(config, images, training.count, watch);
  }
}
