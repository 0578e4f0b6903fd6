import type { RunConfig } from '../../config/runConfig';
import type { ImageSet } from '../../data/imageSet';
import type { Watch } from '../../evaluation/cancellation';
import type { EvaluationData } from '../../evaluation/evaluationData';
import { modelSubject, pixelSubject, type Subject } from '../../evaluation/subject';
import { loadWeights } from '../../training/loadWeights';
import { Model } from '../../training/model';
import { modelSpecs } from '../../training/run';
import type { BaselineName } from '../../sweep/spec';
import { SupervisedBaseline } from '../../training/supervisedBaseline';
import { LOCAL_EXPANDER } from '../../vicregl/network';
import type { StartWeights } from '../train/weights';

/** What is evaluated, and how its tensors are given back. */
export interface OpenSubject {
  readonly subject: Subject;
  readonly close: () => void;
}

/** A trained network. Without weights for its local expander it is judged without local embeddings. */
export function trainedSubject(config: RunConfig, data: ImageSet, start: StartWeights): OpenSubject {
  const model = new Model(modelSpecs(config, data), config.run.seed);
  loadWeights(model, start.tensors);
  const local = model.specs.filter(({ name }) => name.startsWith(`${LOCAL_EXPANDER}.`));
  const isWhole = local.every(({ name }) => Object.hasOwn(start.tensors, name));
  const subject = modelSubject(start.name, config.model, config.loss.alpha, model.tensors);
  return {
    subject: isWhole ? subject : { ...subject, embed: (images) => subject.forward(images) },
    close: () => model.dispose(),
  };
}

/**
 * What trained weights are compared with; the supervised backbone is trained first, for as many steps as the run has.
 * @param training what the run is trained on.
 * @throws Failure of the supervised training; Cancelled.
 */
export async function baselineSubject(
  baseline: BaselineName,
  config: RunConfig,
  training: ImageSet,
  images: EvaluationData,
  watch: Watch,
): Promise<OpenSubject> {
  if (baseline === 'supervised') {
    const { subject, dispose } = await new SupervisedBaseline().open(config, images, training.count, watch);
    return { subject, close: dispose };
  }
  if (baseline === 'pixels') return { subject: pixelSubject(config.model), close: () => undefined };
  const model = new Model(modelSpecs(config, training), config.run.seed);
  const subject = modelSubject('random weights', config.model, config.loss.alpha, model.tensors);
  return { subject, close: () => model.dispose() };
}
