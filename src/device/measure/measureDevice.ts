import type { Computer } from '../../compute/computer';
import { currentBackend } from '../../gpu/backendView';
import { nextTurn } from '../../training/nextTurn';
import type { DeviceSpeed } from '../speed';
import type { StudyListener } from '../study';
import { measureGpuSpeed } from './gpuSpeed';
import type { Measurement, OpTime, StepTime } from './measurement';
import { measureProcessorSpeed } from './processorSpeed';
import { timedOps, timeOp } from './timeOps';
import { timeOwnStep, timeStockStep, type WantedStep } from './timeSteps';

export interface MeasureRequest {
  /** Whether each op is timed, which takes longest. */
  readonly ops: boolean;
  readonly steps: readonly WantedStep[];
  /** Whether the steps are timed with tfjs's stock kernels too; see `measureStock`. */
  readonly stock: boolean;
}

/** What is there of a measurement, as soon as it is there. */
export type MeasuredPart =
  { readonly speed: DeviceSpeed } | { readonly op: OpTime } | { readonly step: StepTime };

const STEP_TITLES: Readonly<Record<StepTime['name'], string>> = {
  W0: 'a step of W0',
  W1: 'a step of W1',
  run: 'a step of these settings',
};

/** Measures the device that is open, which must be tfjs's current backend; nothing else should compute meanwhile. */
export async function measureDevice(
  computer: Computer,
  { ops, steps, stock }: MeasureRequest,
  { onProgress, onPart }: StudyListener<MeasuredPart>,
): Promise<Measurement> {
  const names = ops ? timedOps() : [];
  const total = 1 + names.length + (stock ? 2 : 1) * steps.length;
  let done = 0;
  const measured = async <T>(
    next: string,
    work: () => Promise<T>,
    part: (result: T) => MeasuredPart,
  ): Promise<T> => {
    onProgress({ done, total, next });
    await nextTurn();
    const result = await work();
    done += 1;
    onPart(part(result));
    return result;
  };
  const isGpu = computer.summary.backend === 'webgpu';
  const speed = await measured(
    'peak speed and overheads',
    () => (isGpu ? measureGpuSpeed(currentBackend().device) : measureProcessorSpeed()),
    (result) => ({ speed: result }),
  );
  const opTimes: OpTime[] = [];
  for (const name of names)
    opTimes.push(
      await measured(
        name,
        () => timeOp(name),
        (op) => ({ op }),
      ),
    );
  const stepTimes: StepTime[] = [];
  for (const wanted of steps)
    stepTimes.push(
      await measured(
        STEP_TITLES[wanted.name],
        () => timeOwnStep(computer, wanted),
        (step) => ({ step }),
      ),
    );
  return { speed, ops: opTimes, steps: stepTimes };
}

/** Times the same steps with tfjs's stock kernels, in a worker or process of their own: none of our kernels may be there. */
export async function measureStock(
  { ops, steps }: MeasureRequest,
  { onProgress, onPart }: StudyListener<MeasuredPart>,
): Promise<StepTime[]> {
  const before = 1 + (ops ? timedOps().length : 0) + steps.length;
  const times: StepTime[] = [];
  for (const wanted of steps) {
    const next = `${STEP_TITLES[wanted.name]} on tfjs`;
    onProgress({ done: before + times.length, total: before + steps.length, next });
    await nextTurn();
    const step = await timeStockStep(wanted);
    times.push(step);
    onPart({ step });
  }
  return times;
}
