import '../trustedTypes';
import type { Computer } from '../compute/computer';
import type { DeviceChoice } from '../compute/openComputer';
import { failureInfo, type FailureInfo } from '../failure';
import type { CheckRequest } from '../device/check/checkDevice';
import type { CheckRow } from '../device/check/checkRow';
import type { MeasuredPart, MeasureRequest } from '../device/measure/measureDevice';
import type { Measurement, StepTime } from '../device/measure/measurement';
import type { StudyListener, StudyProgress } from '../device/study';
import { openPageComputer, openStockBackend } from './openPageComputer';

/** @file Studies a device that it opens itself, once, and is ended by whoever started it. */

/** What can be studied, and what comes of it: its parts as they are there, and the whole. */
export interface DeviceTasks {
  readonly check: { request: CheckRequest; part: CheckRow; result: CheckRow[] };
  readonly measure: { request: MeasureRequest; part: MeasuredPart; result: Measurement };
  /** `backend` is the one that the device has with our kernels. */
  readonly stock: { request: MeasureRequest & { backend: string }; part: MeasuredPart; result: StepTime[] };
}

export type DeviceTask = keyof DeviceTasks;
type Part = DeviceTasks[DeviceTask]['part'];
type Result = DeviceTasks[DeviceTask]['result'];

/** What the worker is told, once. */
export type StudyOrder = {
  readonly [Task in DeviceTask]: {
    readonly task: Task;
    readonly choice: DeviceChoice;
    readonly request: DeviceTasks[Task]['request'];
  };
}[DeviceTask];

/** What it tells. */
export type StudyNews =
  | { readonly progress: StudyProgress }
  | { readonly part: Part }
  | { readonly result: Result }
  | { readonly failure: FailureInfo };

const tell = (news: StudyNews) => postMessage(news);
const tellFailure = (error: unknown) => tell({ failure: failureInfo(error, 'studying the device') });

const LISTENER: StudyListener<Part> = {
  onProgress: (progress) => tell({ progress }),
  onPart: (part) => tell({ part }),
};

addEventListener('message', ({ data }: MessageEvent<StudyOrder>) => {
  study(data).then((result) => tell({ result }), tellFailure);
});

async function study(order: StudyOrder): Promise<Result> {
  if (order.task === 'stock') {
    const { measureStock } = await import('../device/measure/measureDevice');
    await openStockBackend(order.choice, order.request.backend);
    return measureStock(order.request, LISTENER);
  }
  const computer = await openPageComputer(order.choice, tellFailure);
  void computer.lost?.then(tellFailure);
  return studyOwn(computer, order);
}

async function studyOwn(
  computer: Computer,
  order: Exclude<StudyOrder, { readonly task: 'stock' }>,
): Promise<Result> {
  if (order.task === 'measure') {
    const { measureDevice } = await import('../device/measure/measureDevice');
    return measureDevice(computer, order.request, LISTENER);
  }
  const [{ checkDevice }, { fetchGolden }] = await Promise.all([
    import('../device/check/checkDevice'),
    import('../device/check/goldenFiles'),
  ]);
  return checkDevice(computer, order.request, fetchGolden, LISTENER);
}
