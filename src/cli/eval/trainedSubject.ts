import type { RunConfig } from '../../config/runConfig';
import type { ImageSet } from '../../data/imageSet';
import { modelSubject } from '../../evaluation/subject';
import { loadWeights } from '../../training/loadWeights';
import { Model } from '../../training/model';
import { modelSpecs } from '../../training/run';
import type { OwnedSubject } from '../../training/subjects';
import { LOCAL_EXPANDER } from '../../vicregl/modules';
import type { StartWeights } from '../inputs/startWeights';

/** A trained network. Without weights for its local expander it is judged without local embeddings. */
export function trainedSubject(config: RunConfig, data: ImageSet, start: StartWeights): OwnedSubject {
  const model = Model.drawn(modelSpecs(config, data), config.run.seed);
  loadWeights(model, start.tensors);
  const local = model.specs.filter(({ name }) => name.startsWith(`${LOCAL_EXPANDER}.`));
  const isWhole = local.every(({ name }) => Object.hasOwn(start.tensors, name));
  const subject = modelSubject(start.name, config.model, config.loss.alpha, model.tensors);
  return {
    subject: isWhole ? subject : { ...subject, embed: (images) => subject.forward(images) },
    dispose: () => model.dispose(),
  };
}
