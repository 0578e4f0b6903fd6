import type { Computer } from '../../src/compute/computer';
import type { DeviceSummary } from '../../src/compute/deviceSummary';
import { checkDevice, type CheckRequest } from '../../src/device/check/checkDevice';
import type { CheckRow } from '../../src/device/check/checkRow';
import { fetchGolden } from '../../src/device/check/goldenFiles';
import { measureDevice, measureStock, type MeasureRequest } from '../../src/device/measure/measureDevice';
import type { Measurement, StepTime } from '../../src/device/measure/measurement';
import type { StudyListener } from '../../src/device/study';
import { openDevice } from '../../src/gpu/device';

/** What a device is asked: one thing in each room. */
export interface DeviceOptions {
  readonly backend: 'webgpu' | 'wasm';
  readonly check?: CheckRequest;
  readonly measure?: MeasureRequest;
  readonly stock?: MeasureRequest;
  /** The golden files by their paths, as addresses that hold them, for a room that is no page. */
  readonly golden?: Readonly<Record<string, string>> | undefined;
}

export interface DeviceFindings {
  /** Absent where stock kernels were measured. */
  readonly device?: DeviceSummary;
  readonly check?: CheckRow[];
  readonly measure?: Measurement;
  readonly stock?: StepTime[];
  /** What a browser calls itself; empty in Node. */
  readonly userAgent: string;
}

/** What a room in Node says goes to the terminal. */
const LISTENER: StudyListener<unknown> = {
  onProgress: ({ done, total, next }) => console.error(`${done} of ${total}: ${next}`),
  onPart: () => undefined,
};

/** Does what `src/worker/deviceWorker.ts` does for the page. */
export async function studyDevice(options: DeviceOptions): Promise<DeviceFindings> {
  const { backend, check, measure, stock, golden } = options;
  const userAgent = typeof document === 'undefined' ? '' : navigator.userAgent;
  if (stock !== undefined) {
    await openStock(backend);
    return { userAgent, stock: await measureStock(stock, LISTENER) };
  }
  const read = golden === undefined ? fetchGolden : (path: string) => bytesAt(golden[path]!);
  const computer = await open(backend);
  const findings = {
    ...{ userAgent, device: computer.summary },
    ...(check && { check: await checkDevice(computer, check, read, LISTENER) }),
    ...(measure && { measure: await measureDevice(computer, measure, LISTENER) }),
  };
  computer.close();
  return findings;
}

async function bytesAt(address: string): Promise<Uint8Array> {
  return new Uint8Array(await (await fetch(address)).arrayBuffer());
}

async function open(backend: DeviceOptions['backend']): Promise<Computer> {
  if (backend === 'webgpu') return openDevice(navigator.gpu);
  const { openProcessor } = await import('../../src/wasm/processor');
  const { PAGE_FILES } = await import('../../src/wasm/pageFiles');
  return openProcessor(PAGE_FILES);
}

async function openStock(backend: DeviceOptions['backend']): Promise<void> {
  if (backend === 'webgpu') {
    await openDevice(navigator.gpu, { stockKernels: true });
    return;
  }
  const { openStockProcessor } = await import('../../src/wasm/stockProcessor');
  const { PAGE_FILES } = await import('../../src/wasm/pageFiles');
  await openStockProcessor(PAGE_FILES);
}
