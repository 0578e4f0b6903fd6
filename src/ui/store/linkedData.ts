import { identityOf, type DataIdentity } from '../../config/dataIdentity';
import type { RunConfig } from '../../config/runConfig';
import type { RunState } from './runState';

type Loaded = Pick<RunState, 'active' | 'data' | 'files' | 'needsFiles' | 'filesPending' | 'wantedData'>;

/** What a link says of the images of a configuration: those that are loaded, or those that are still wanted. */
export function linkedData(state: Loaded, { data: { source } }: RunConfig): DataIdentity | undefined {
  if (source === 'synthetic') return undefined;
  const { active, data, files, needsFiles, filesPending, wantedData } = state;
  const isOwn = active === null || active.data.source === source;
  const isLoaded = isOwn && files[source].length > 0 && !needsFiles && !filesPending;
  if (isLoaded && data?.fingerprint !== undefined) return identityOf(data);
  return wantedData ?? undefined;
}
