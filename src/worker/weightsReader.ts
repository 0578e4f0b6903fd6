import { failureInfo, type FailureInfo } from '../failure';
import { readWeights } from '../formats/weightsFile';
import { fitWeights, type FittedWeights, type WeightsTarget } from '../training/weights/fitWeights';

/** @file Reads one weights file, and is ended: by whoever started it, also before it is done. */

/** What the reader is told. */
export interface ReadWeightsRequest {
  readonly file: File;
  readonly target: WeightsTarget;
  /** See `fitWeights`. */
  readonly key: string | undefined;
}

/** What the reader answers, once. */
export type ReadWeightsAnswer = { readonly weights: FittedWeights } | { readonly failure: FailureInfo };

addEventListener('message', ({ data }: MessageEvent<ReadWeightsRequest>) => {
  void read(data).then((answer) => {
    const buffers = 'weights' in answer ? buffersOf(answer.weights) : [];
    (postMessage as (message: ReadWeightsAnswer, transfer: Transferable[]) => void)(answer, buffers);
  });
});

async function read({ file, target, key }: ReadWeightsRequest): Promise<ReadWeightsAnswer> {
  try {
    const bytes = new Uint8Array(await file.arrayBuffer());
    return { weights: fitWeights(target, readWeights(bytes, file.name), key) };
  } catch (error) {
    return { failure: failureInfo(error, `reading ${file.name}`) };
  }
}

/** Tensors may share memory. */
function buffersOf({ tensors }: FittedWeights): ArrayBuffer[] {
  return [...new Set(Object.values(tensors).map(({ data }) => data.buffer as ArrayBuffer))];
}
