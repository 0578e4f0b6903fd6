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
