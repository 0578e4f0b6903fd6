import type { RunSummary } from '../../config/runSummary';
import { dataOfCheckpoint, tilingsOfCheckpoint } from '../../training/checkpoint';
import type { RunState } from './runState';

/** What a run was made on: the device, and images and tilings where the run has come far enough to know them. */
export function originOf({
  device,
  kept,
}: Pick<RunState, 'device' | 'kept'>): Pick<RunSummary, 'device' | 'data' | 'tilings'> {
  const data = kept === null ? undefined : dataOfCheckpoint(kept.file);
  const tilings = kept === null ? undefined : tilingsOfCheckpoint(kept.file);
  return {
    device: device?.name ?? '',
    ...(data === undefined || data === '' ? {} : { data }),
    ...(tilings === undefined ? {} : { tilings }),
  };
}
