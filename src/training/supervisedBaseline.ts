import * as tf from '@tensorflow/tfjs-core';
import type { RunConfig } from '../config/runConfig';
import type { Watch } from '../evaluation/cancellation';
import type { EvaluationData } from '../evaluation/evaluationData';
import { backboneSubject, type Subject } from '../evaluation/subject';
import { trainSupervised, type SupervisedResult } from '../evaluation/supervised';

/** The supervised baselines of one data set: the last one that was trained is kept. */
export class SupervisedBaseline {
  private latest: { readonly key: string; readonly weights: SupervisedResult['weights'] } | undefined;

  /**
   * The backbone of a configuration as labels or masks teach it in a run of the same length; it is trained first, where
   * it is not known.
   * @param runImages that the run itself sees.
   * @throws Cancelled when the watch's signal is aborted.
   * @throws Failure those of `trainSupervised`.
   */
  async open(
    config: RunConfig,
    { data, split }: EvaluationData,
    runImages: number,
    watch: Watch,
  ): Promise<{ readonly subject: Subject; readonly dispose: () => void }> {
    const { views, model, optim, run } = config;
    const key = JSON.stringify({ views, backbone: model.backbone, optim, run });
    if (this.latest?.key !== key) {
      const task = { config, data, images: split.train, runImages };
      const { weights } = await trainSupervised(task, watch);
      this.latest = { key, weights };
    }
    const params = Object.fromEntries(
      Object.entries(this.latest.weights).map(([name, { data: values, shape, dtype }]) => [
        name,
        tf.tensor(values as Float32Array | Int32Array, [...shape], dtype === 'I32' ? 'int32' : 'float32'),
      ]),
    );
    return { subject: backboneSubject('supervised', model, params), dispose: () => tf.dispose(params) };
  }
}
