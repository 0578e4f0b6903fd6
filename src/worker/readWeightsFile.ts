import { Failure } from '../failure';
import type { FittedWeights } from '../training/weights/fitWeights';
import type { ReadWeightsAnswer, ReadWeightsRequest } from './weightsReader';

/**
 * Reads a weights file in a worker of its own, so that a large or hostile one holds up nobody.
 *
 * @param signal ends the reader at once.
 * @throws Failure `cancelled` after the signal, those of `readWeights` and `fitWeights`, and `internal` when the reader
 * ended otherwise, as when memory runs out.
 */
export function readWeightsFile(request: ReadWeightsRequest, signal: AbortSignal): Promise<FittedWeights> {
  const worker = new Worker(new URL('./weightsReader.ts', import.meta.url), {
    type: 'module',
    name: 'weights reader',
  });
  const answer = new Promise<FittedWeights>((resolve, reject) => {
    worker.addEventListener('message', ({ data }: MessageEvent<ReadWeightsAnswer>) => {
      if ('weights' in data) resolve(data.weights);
      else reject(new Failure(data.failure));
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
