import {
  changedFields,
  describeConfig,
  getField,
  setField,
  type FieldDescription,
} from '../../config/describe';
import type { RunConfig } from '../../config/runConfig';

/** `active` with every live field as `wanted` has it; what needs a new run stays as it is. */
export function withLiveChanges(active: RunConfig, wanted: RunConfig): RunConfig {
  return changedFields(wanted, active)
    .filter(({ meta, path }) => meta.effect === 'live' && getField(active, path) !== undefined)
    .reduce((config, { path }) => setField(config, path, getField(wanted, path)) as RunConfig, active);
}

/** Fields that differ from the active run and only take effect in a new one; added and removed crop groups count. */
export function restartChanges(active: RunConfig, wanted: RunConfig): FieldDescription[] {
  const known = new Set(describeConfig(wanted).map(({ path }) => path));
  const removed = describeConfig(active).filter(({ path }) => !known.has(path));
  const changed = changedFields(wanted, active).filter(
    ({ meta, path }) => meta.effect === 'restart' || getField(active, path) === undefined,
  );
  return [...changed, ...removed];
}
