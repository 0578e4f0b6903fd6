import { Failure } from '../failure';
import type { FileModel } from '../training/weights/fileModel';
import type { FittedWeights } from '../training/weights/fitWeights';
import type { ReferenceCheckpoint } from './protocol';
import type {
  ReaderAnswer,
  ReaderRequest,
  ReadModelRequest,
  ReadReferenceRequest,
  ReadWeightsRequest,
} from './weightsReader';

/**
 * Reads a weights file in a worker of its own, so that a large or hostile one holds up nobody.
 *
 * @param signal ends the reader at once.
 * @throws Failure `cancelled` after the signal, those of `readWeights` and `fitWeights`, and `internal` when the reader
 * ended otherwise, as when memory runs out.
 */
export async function readWeightsFile(
  request: ReadWeightsRequest,
  signal: AbortSignal,
): Promise<FittedWeights> {
  const answer = await fromReader(request, signal);
  return (answer as Extract<ReaderAnswer, { weights: unknown }>).weights;
}

/**
 * The same with a full checkpoint of the reference.
 *
 * @throws Failure as `readWeightsFile`, and those of `referenceRun`.
 */
export async function readReferenceFile(
  request: ReadReferenceRequest,
  signal: AbortSignal,
): Promise<ReferenceCheckpoint> {
  const answer = await fromReader(request, signal);
  return (answer as Extract<ReaderAnswer, { reference: unknown }>).reference;
}

/**
 * The model that a file holds.
 *
 * @throws Failure as `readWeightsFile`, and those of `readFileModel`.
 */
export async function readModelFile(request: ReadModelRequest, signal: AbortSignal): Promise<FileModel> {
  const answer = await fromReader(request, signal);
  return (answer as Extract<ReaderAnswer, { model: unknown }>).model;
}

function fromReader(request: ReaderRequest, signal: AbortSignal): Promise<ReaderAnswer> {
  const worker = new Worker(new URL('./weightsReader.ts', import.meta.url), {
    type: 'module',
    name: 'weights reader',
  });
  const answer = new Promise<ReaderAnswer>((resolve, reject) => {
    worker.addEventListener('message', ({ data }: MessageEvent<ReaderAnswer>) => {
      if ('failure' in data) reject(new Failure(data.failure));
      else resolve(data);
    });
    worker.addEventListener('error', (event) => reject(ended(request.file.name, event.message)));
    const cancel = () => reject(cancelled(request.file.name));
    if (signal.aborted) cancel();
    signal.addEventListener('abort', cancel, { once: true });
    worker.postMessage(request);
  });
  return answer.finally(() => worker.terminate());
}

function cancelled(name: string): Failure {
  return new Failure({ code: 'cancelled', message: `${name} was not read: it was cancelled.` });
}

function ended(name: string, reason: string): Failure {
  return new Failure({
    code: 'internal',
    message: `Reading ${name} ended early${reason === '' ? '' : `: ${reason}`}.`,
    doing: `reading ${name}`,
    remedy: 'The file may be too large for the memory of this page.',
  });
}
