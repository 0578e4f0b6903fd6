import { measureCopy, measureMultiplyAdds } from '../../src/device/measure/gpuSpeed';
import { currentBackend } from '../../src/gpu/backendView';
import { openDevice } from '../../src/gpu/device';

/** What this adapter can do at best. */
export interface Limit {
  readonly adapter: string;
  /** Fused multiply-adds in registers, two operations each, in 10⁹ per second. */
  readonly gflops: number;
  /** Bytes read plus bytes written by a copying kernel, in 10⁹ per second. */
  readonly gigabytesPerSecond: number;
}

export async function limit(): Promise<Limit> {
  const open = await openDevice(navigator.gpu);
  const { device } = currentBackend();
  const measured = {
    adapter: open.summary.name,
    gflops: (await measureMultiplyAdds(device)) / 1e9,
    gigabytesPerSecond: (await measureCopy(device)) / 1e9,
  };
  open.close();
  return measured;
}
