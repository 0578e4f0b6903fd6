import type { PipelineName } from '../pipelines/pipeline';
import { openPipeline } from '../pipelines/open';
import { workOf, type WorkOptions } from '../pipelines/work';

export interface AugmentOptions extends WorkOptions {
  readonly pipeline: PipelineName;
  /** Renderings that are timed, after one that is not. */
  readonly repeats: number;
}

export interface AugmentCost {
  /** Of each rendering of all views. */
  readonly milliseconds: readonly number[];
  /** Mean of all rendered values: the same in pipelines that compute the same. */
  readonly mean: number;
}

/** Times one pipeline on the work. */
export async function augment({ pipeline: name, repeats, ...options }: AugmentOptions): Promise<AugmentCost> {
  const pipeline = await openPipeline(name, await workOf(options));
  await pipeline.render();
  const milliseconds: number[] = [];
  for (let repeat = 0; repeat < repeats; repeat++) {
    const begun = performance.now();
    await pipeline.render();
    milliseconds.push(performance.now() - begun);
  }
  const values = await pipeline.values();
  pipeline.close();
  return { milliseconds, mean: values.reduce((sum, value) => sum + value, 0) / values.length };
}
