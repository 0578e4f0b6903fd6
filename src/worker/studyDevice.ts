import type { DeviceChoice } from '../compute/openComputer';
import { Failure } from '../failure';
import type { StudyListener } from '../device/study';
import type { DeviceTask, DeviceTasks, StudyNews } from './deviceWorker';

/**
 * Does a task on the device in a worker of its own, which opens it anew: what it makes of tfjs concerns no training.
 *
 * @param signal ends the worker at once.
 * @throws Failure `cancelled` after the signal, those of opening the device, and `internal` when the worker ended otherwise.
 */
export function studyDevice<Task extends DeviceTask>(
  task: Task,
  choice: DeviceChoice,
  request: DeviceTasks[Task]['request'],
  { onProgress, onPart }: StudyListener<DeviceTasks[Task]['part']>,
  signal: AbortSignal,
): Promise<DeviceTasks[Task]['result']> {
  const worker = new Worker(new URL('./deviceWorker.ts', import.meta.url), {
    type: 'module',
    name: 'device',
  });
  const result = new Promise<DeviceTasks[Task]['result']>((resolve, reject) => {
    worker.addEventListener('message', ({ data }: MessageEvent<StudyNews>) => {
      if ('progress' in data) onProgress(data.progress);
      else if ('part' in data) onPart(data.part);
      else if ('failure' in data) reject(new Failure(data.failure));
      else resolve(data.result);
    });
    worker.addEventListener('error', ({ message }) => reject(ended(message)));
    const cancel = () => reject(cancelled());
    if (signal.aborted) cancel();
    signal.addEventListener('abort', cancel, { once: true });
    worker.postMessage({ task, choice, request });
  });
  return result.finally(() => worker.terminate());
}

function cancelled(): Failure {
  return new Failure({ code: 'cancelled', message: 'It was cancelled.', doing: 'studying the device' });
}

function ended(reason: string): Failure {
  return new Failure({
    code: 'internal',
    message: `The worker that studies the device ended early${reason === '' ? '' : `: ${reason}`}.`,
    doing: 'studying the device',
    remedy: 'Try again; when it fails again, reload the page.',
  });
}
