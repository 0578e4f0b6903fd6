import { failureInfo, type FailureInfo } from '../failure';
import type { ByteSource } from '../formats/reading';
import { openWeights } from '../formats/weightsFile';
import { writeCheckpoint } from '../training/checkpoint';
import {
  openReferenceRun,
  type ReferenceRun,
  type ReferenceTarget,
} from '../training/reference/referenceRun';
import { readFileModel, type FileModel } from '../training/weights/fileModel';
import { fitOpenWeights, type FittedWeights, type WeightsTarget } from '../training/weights/fitWeights';
import type { ReferenceCheckpoint } from './protocol';

/** @file Reads one weights file, and is ended: by whoever started it, also before it is done. */

/** What the reader is told. */
export interface ReadWeightsRequest {
  readonly file: File;
  readonly target: WeightsTarget;
  /** See `fitWeights`. */
  readonly key: string | undefined;
}

/** The other thing that it may be told: to read a full checkpoint of the reference. */
export interface ReadReferenceRequest {
  readonly file: File;
  readonly reference: ReferenceTarget;
}

/** Or to read the model that a file holds. */
export interface ReadModelRequest {
  readonly file: File;
  readonly modelOf: { readonly key: string | undefined };
}

export type ReaderRequest = ReadWeightsRequest | ReadReferenceRequest | ReadModelRequest;

/** What the reader answers, once. */
export type ReaderAnswer =
  | { readonly weights: FittedWeights }
  | { readonly model: FileModel }
  | { readonly reference: ReferenceCheckpoint }
  | { readonly failure: FailureInfo };

addEventListener('message', ({ data }: MessageEvent<ReaderRequest>) => {
  void read(data).then((answer) => {
    (postMessage as (message: ReaderAnswer, transfer: Transferable[]) => void)(answer, buffersOf(answer));
  });
});

async function read(request: ReaderRequest): Promise<ReaderAnswer> {
  const { file } = request;
  try {
    if ('reference' in request) {
      return { reference: asKept(await openReferenceRun(partsOf(file), file.name, request.reference)) };
    }
    const opened = await openWeights(partsOf(file), file.name);
    if ('modelOf' in request) return { model: await readFileModel(opened, request.modelOf.key) };
    return { weights: await fitOpenWeights(request.target, opened, request.key) };
  } catch (error) {
    return { failure: failureInfo(error, `reading ${file.name}`) };
  }
}

/** Parts of a file, of which the browser reads nothing else. */
function partsOf(file: File): ByteSource {
  return {
    size: file.size,
    slice: async (start, end) => new Uint8Array(await file.slice(start, end).arrayBuffer()),
  };
}

function asKept({ checkpoint, warnings }: ReferenceRun): ReferenceCheckpoint {
  return { step: checkpoint.step, file: writeCheckpoint(checkpoint), warnings };
}

/** Tensors may share memory. */
function buffersOf(answer: ReaderAnswer): ArrayBuffer[] {
  if ('reference' in answer) return [answer.reference.file.buffer as ArrayBuffer];
  if ('failure' in answer) return [];
  const tensors = 'model' in answer ? answer.model.weights : answer.weights.tensors;
  return [...new Set(Object.values(tensors).map(({ data }) => data.buffer as ArrayBuffer))];
}
