import type { InferenceCost, RoomEngineName } from '../inference/engine';
import { openInference } from '../inference/open';
import { workOf, type WorkOptions } from '../inference/work';

export interface InferenceOptions extends WorkOptions {
  readonly engine: RoomEngineName;
  /** Passes that are timed, after one that is not. */
  readonly repeats: number;
}

/** Times a network in evaluation mode, from images in memory to representations in memory. */
export async function inference({
  engine: name,
  repeats,
  ...options
}: InferenceOptions): Promise<InferenceCost> {
  const engine = await openInference(name, workOf(options));
  let representation = await engine.embed();
  const milliseconds: number[] = [];
  for (let repeat = 0; repeat < repeats; repeat++) {
    const begun = performance.now();
    representation = await engine.embed();
    milliseconds.push(performance.now() - begun);
  }
  return { milliseconds, representation: [...representation] };
}
