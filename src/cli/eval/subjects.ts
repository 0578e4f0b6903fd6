import type { RunConfig } from '../../config/runConfig';
import type { ImageSet } from '../../data/imageSet';
import { modelSubject, pixelSubject, type Subject } from '../../evaluation/subject';
import { loadWeights } from '../../training/loadWeights';
import { Model } from '../../training/model';
import { modelSpecs } from '../../training/run';
import { LOCAL_EXPANDER } from '../../vicregl/network';
import type { StartWeights } from '../train/weights';
import type { Baseline } from './options';

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

/** What trained weights are compared with. */
export function baselineSubject(baseline: Baseline, config: RunConfig, data: ImageSet): OpenSubject {
  if (baseline === 'pixels') return { subject: pixelSubject(config.model), close: () => undefined };
  const model = new Model(modelSpecs(config, data), config.run.seed);
  const subject = modelSubject('random weights', config.model, config.loss.alpha, model.tensors);
  return { subject, close: () => model.dispose() };
}
