import type { DeviceSummary } from '../../worker/protocol';
import type { Status } from '../store/status';

const TEXT: Readonly<Record<Status, string>> = {
  opening: 'Opening the device',
  loading: 'Loading images',
  compiling: 'Setting up the network',
  ready: 'Ready',
  running: 'Training',
  paused: 'Paused',
  finished: 'Finished',
  failed: 'Stopped',
  needsFiles: 'Needs files',
  notReady: 'Not ready',
  gone: 'Stopped',
};

/** What a status is called on the page. Only a GPU has shaders to compile. */
export function statusText(status: Status, device: DeviceSummary | null): string {
  return status === 'compiling' && device?.backend === 'webgpu' ? 'Compiling shaders' : TEXT[status];
}

/** A duration for people: `45 s`, `3 min 20 s`, `2 h 05 min`. */
export function durationText(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes} min ${String(whole % 60).padStart(2, '0')} s`;
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`;
}
