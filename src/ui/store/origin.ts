import type { RunSummary } from '../../config/runSummary';
import { dataOfCheckpoint } from '../../training/checkpoint';
import type { RunState } from './runState';

/** What a run was made on: the device, and the images where the run has come far enough to know them. */
export function originOf({
  device,
  kept,
}: Pick<RunState, 'device' | 'kept'>): Pick<RunSummary, 'device' | 'data'> {
  const data = kept === null ? undefined : dataOfCheckpoint(kept.file);
  return { device: device?.name ?? '', ...(data === undefined || data === '' ? {} : { data }) };
}
