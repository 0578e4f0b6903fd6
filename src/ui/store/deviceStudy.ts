import { createStore, type StoreApi } from 'zustand/vanilla';
import { wrongRows } from '../../device/check/checkRow';
import { deviceKey } from '../../device/deviceKey';
import { deviceReport, type DeviceReport } from '../../device/deviceReport';
import { failureInfo, type FailureInfo } from '../../failure';
import { PROGRAM } from '../../program';
import type { CheckedDevices } from '../../storage/checkedDevices';
import type {
  CheckRequest,
  CheckRow,
  MeasureRequest,
  Measurement,
  StudyPart,
  TunedKernel,
  StudyProgress,
} from '../../worker/protocol';
import type { Question } from './question';
import type { RunStore } from './runStore';
import type { WorkerLink } from './workerLink';

/** How this visit checks its device. */
export interface CheckHabit {
  /** Where it is remembered which devices were checked. */
  readonly known: CheckedDevices;
  readonly userAgent: string;
  /** Whether an unknown device is checked by itself. */
  readonly isOff: boolean;
  /** Op whose kernels a check finds wrong, to see that it does; nothing of it is remembered. */
  readonly broken?: string | undefined;
}

export interface DeviceStudyState {
  /** What is under way. */
  readonly doing: 'check' | 'measurement' | null;
  readonly progress: StudyProgress | null;
  /** The last check, as far as it is or was; `null` before the first. */
  readonly check: { readonly scope: CheckRequest['scope']; readonly rows: readonly CheckRow[] } | null;
  /** The last measurement, as far as it is. */
  readonly measured: MeasuredSoFar | null;
  /** Why the last one did not come to its end; `null` also where a person ended it. */
  readonly failure: FailureInfo | null;
  /** What the device of this visit does wrong, until somebody says to train on it all the same. */
  readonly warning: readonly CheckRow[];
}

/** A measurement before and after its end. */
export type MeasuredSoFar = Omit<Measurement, 'speed'> & { readonly speed: Measurement['speed'] | null };

/** What the page asks of the device itself. */
export interface DeviceStudy {
  readonly store: StoreApi<DeviceStudyState>;
  check(scope: CheckRequest['scope']): Promise<void>;
  measure(request: MeasureRequest): Promise<void>;
  cancel(): Promise<void>;
  /** Checks the device quickly where this browser does not know it, and warns where it computes wrongly. */
  checkOnce(): Promise<void>;
  /** Trains on the device all the same, in this visit. */
  accept(): void;
  /** Asks where the device computes wrongly. True when it may be trained on. */
  mayTrain(): Promise<boolean>;
  /** All that is known of the device; `null` before it is open. */
  report(tuned: readonly TunedKernel[]): DeviceReport | null;
}

const NOTHING: DeviceStudyState = {
  doing: null,
  progress: null,
  check: null,
  measured: null,
  failure: null,
  warning: [],
};

const NOTHING_MEASURED: MeasuredSoFar = { speed: null, ops: [], steps: [] };

export function createDeviceStudy(
  link: WorkerLink,
  run: RunStore,
  ask: (question: Omit<Question, 'answer'>) => Promise<boolean>,
  pause: () => Promise<void>,
  habit: CheckHabit | undefined,
): DeviceStudy {
  const store = createStore<DeviceStudyState>(() => NOTHING);
  /** Counts studies: what comes of an earlier one is dropped. */
  let count = 0;

  const keyOfDevice = () => {
    const { device } = run.getState();
    return device === null || habit === undefined ? null : deviceKey(device, habit.userAgent, PROGRAM);
  };

  async function study<T>(
    doing: NonNullable<DeviceStudyState['doing']>,
    begin: Partial<DeviceStudyState>,
    call: Parameters<typeof link.demand<T>>[1],
  ): Promise<T | null> {
    const own = (count += 1);
    const isLate = () => own !== count;
    store.setState({ doing, progress: null, failure: null, ...begin });
    const stop = link.hear((event) => {
      if (event.type !== 'study' || isLate()) return;
      if ('progress' in event) store.setState({ progress: event.progress });
      else store.setState((state) => withPart(state, event.part));
    });
    try {
      const result = await link.demand('studying the device', call);
      return isLate() ? null : result;
    } catch (error) {
      const failure = failureInfo(error, 'studying the device');
      if (!isLate() && failure.code !== 'cancelled') store.setState({ failure });
      return null;
    } finally {
      stop();
      if (!isLate()) store.setState({ doing: null, progress: null });
    }
  }

  async function warn(wrong: readonly CheckRow[]): Promise<void> {
    store.setState({ warning: wrong });
    if (wrong.length > 0) await pause();
  }

  async function check(scope: CheckRequest['scope']): Promise<void> {
    const key = keyOfDevice();
    const rows = await study('check', { check: { scope, rows: [] } }, (api) =>
      api.checkDevice({ scope, broken: habit?.broken }),
    );
    if (rows === null) return;
    store.setState({ check: { scope, rows } });
    const wrong = wrongRows(rows);
    if (key !== null && habit?.broken === undefined) habit?.known.keep(key, wrong);
    await warn(wrong);
  }

  const deviceStudy: DeviceStudy = {
    store,
    check,
    measure: async (request) => {
      const measurement = await study('measurement', { measured: NOTHING_MEASURED }, (api) =>
        api.measureDevice(request),
      );
      if (measurement !== null) store.setState({ measured: measurement });
    },
    cancel: async () => {
      await link.attempt('ending the study', (api) => api.cancelStudy());
    },
    checkOnce: async () => {
      const key = keyOfDevice();
      if (key === null || habit === undefined || habit.isOff) return;
      // The processor computes the same everywhere.
      if (run.getState().device?.backend !== 'webgpu') return;
      const wrong = habit.broken === undefined ? habit.known.find(key) : undefined;
      if (wrong === undefined) await check('quick');
      else await warn(wrong);
    },
    accept: () => store.setState({ warning: [] }),
    mayTrain: async () => {
      if (store.getState().warning.length === 0) return true;
      const agreed = await ask({
        title: 'This device computes wrongly',
        text: 'A check found ops that give wrong results here, so losses and weights will be wrong too. The Device view says which.',
        agree: 'Train anyway',
        decline: 'Do not train',
      });
      if (agreed) deviceStudy.accept();
      return agreed;
    },
    report: (tuned) => {
      const { device } = run.getState();
      const { check: checked, measured } = store.getState();
      if (device === null) return null;
      return deviceReport({
        ...{ program: PROGRAM, date: new Date(), device },
        host: habit?.userAgent ?? '',
        ...(checked !== null && { check: { scope: checked.scope, rows: [...checked.rows] } }),
        ...(measured?.speed != null && { measure: { ...measured, speed: measured.speed } }),
        ...(tuned.length > 0 && { tune: [...tuned] }),
      });
    },
  };
  return deviceStudy;
}

function withPart(state: DeviceStudyState, part: StudyPart): Partial<DeviceStudyState> {
  const { check, measured } = state;
  if ('repeats' in part) return { check: check && { ...check, rows: [...check.rows, part] } };
  if (measured === null) return {};
  if ('speed' in part) return { measured: { ...measured, speed: part.speed } };
  if ('op' in part) return { measured: { ...measured, ops: [...measured.ops, part.op] } };
  return { measured: { ...measured, steps: [...measured.steps, part.step] } };
}

/** What the page's address asks of the check: `check=off` leaves it out, `break=linear` makes it find an op wrong. */
export function checkHabitOf(search: string, rest: Pick<CheckHabit, 'known' | 'userAgent'>): CheckHabit {
  const query = new URLSearchParams(search);
  return { ...rest, isOff: query.get('check') === 'off', broken: query.get('break') ?? undefined };
}
