import { Failure } from '../../failure';
import { SOME_KERNELS } from '../../storage/testing/someKernels';
import type {
  CheckRequest,
  CheckRow,
  Measurement,
  MeasureRequest,
  TrainingConnection,
  TrainingEvent,
  TunedKernel,
} from '../../worker/protocol';
import { CANCELLED, DEVICE_BUSY } from './fakeFailures';

/** @file What a worker without a device would tell of it: for tests and for work on the page. */

interface FakeDevice {
  /** Milliseconds that a row of a check, a measurement or the tuning of a kernel takes. */
  readonly partTime: number;
  /** Op that a check finds wrong. */
  readonly wrongOp: string | undefined;
  readonly emit: (event: TrainingEvent) => void;
  readonly isTraining: () => boolean;
}

type DeviceCalls = Pick<
  TrainingConnection,
  'checkDevice' | 'measureDevice' | 'cancelStudy' | 'tunedKernels' | 'tune' | 'cancelTuning' | 'forgetTunings'
>;

/** Checks, measures and tunes nothing. */
export function fakeDeviceCalls({ partTime, wrongOp, emit, isTraining }: FakeDevice): DeviceCalls {
  let studying = new AbortController();
  let tuning = new AbortController();
  let tuned: readonly TunedKernel[] = [];

  const pause = () => new Promise<void>((resolve) => setTimeout(resolve, partTime));
  /** Waits as long as a part of a study takes, or until it is ended. */
  const breathe = (signal: AbortSignal) => async () => {
    await pause();
    if (signal.aborted) throw new Failure(CANCELLED);
  };

  return {
    checkDevice: (request) => {
      studying = new AbortController();
      return fakeCheck(fakeRows(request, wrongOp), emit, breathe(studying.signal));
    },
    measureDevice: async (request) => {
      studying = new AbortController();
      emit({ type: 'study', progress: { done: 0, total: 1, next: 'peak speed and overheads' } });
      await breathe(studying.signal)();
      return fakeMeasurement(request);
    },
    cancelStudy: async () => studying.abort(),
    tunedKernels: () => Promise.resolve(tuned),
    tune: async () => {
      tuning = new AbortController();
      const { signal } = tuning;
      if (isTraining()) throw new Failure(DEVICE_BUSY);
      const ended = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
      for (let done = 0; done < SOME_KERNELS.length && !signal.aborted; done++) {
        emit({ type: 'tuning', done, total: SOME_KERNELS.length });
        await Promise.race([ended, pause()]);
        tuned = SOME_KERNELS.slice(0, done + 1);
      }
      return { kernels: tuned, left: SOME_KERNELS.length - tuned.length };
    },
    cancelTuning: async () => tuning.abort(),
    forgetTunings: async () => void (tuned = []),
  };
}

/** Rows of a check that finds `wrong` far off. */
function fakeRows({ scope }: CheckRequest, wrong: string | undefined): CheckRow[] {
  const names = ['linear', 'conv2d', 'layerNorm'];
  const rows = names.map((name): CheckRow => ({
    ...{ part: 'op', name, size: '65×12', worst: 'dx', repeats: true, problem: '' },
    error: name === wrong ? 3400 : 0.21,
  }));
  const golden: CheckRow = {
    ...rows[0]!,
    part: 'golden',
    name: 'criterion',
    size: 'criterion.safetensors',
    error: 0.02,
  };
  return scope === 'quick' ? rows : [...rows, golden];
}

const FAKE_SPEED: Measurement['speed'] = {
  operationsPerSecond: 12.4e12,
  bytesPerSecond: 410e9,
  secondsPerDispatch: 4.8e-6,
  secondsPerSubmit: 31e-6,
  secondsPerReadback: 1.3e-3,
};

function fakeMeasurement({ ops, steps, stock }: MeasureRequest): Measurement {
  return {
    speed: FAKE_SPEED,
    ops: ops
      ? [
          { name: 'linear 16384×48→192, GELU', milliseconds: 0.1, operations: 302e6, bytes: 15.8e6 },
          { name: 'layerNorm 16384×48', milliseconds: 0.05, operations: 8e6, bytes: 6.3e6 },
        ]
      : [],
    steps: steps.flatMap(({ name }) => [
      { name, engine: 'ours', milliseconds: 4.2, steps: 20, problem: '' } as const,
      ...(stock ? [{ name, engine: 'stock', milliseconds: 39, steps: 20, problem: '' } as const] : []),
    ]),
  };
}

/** Tells the rows one by one, then gives them all. */
async function fakeCheck(
  rows: readonly CheckRow[],
  emit: (event: TrainingEvent) => void,
  breathe: () => Promise<void>,
): Promise<CheckRow[]> {
  for (const [done, part] of rows.entries()) {
    emit({ type: 'study', progress: { done, total: rows.length, next: `${part.name}, ${part.size}` } });
    await breathe();
    emit({ type: 'study', part });
  }
  return [...rows];
}
