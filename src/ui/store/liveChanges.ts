import { checkConfig } from '../../config/check';
import {
  changedFields,
  describeConfig,
  getField,
  setField,
  type FieldDescription,
} from '../../config/describe';
import type { RunConfig } from '../../config/runConfig';
import { memoizedLast } from './memoizedLast';

/** How what the panels want differs from what a run has. */
export interface Changes {
  /** The run's configuration with every change that it can take over as it runs. */
  readonly live: RunConfig;
  /** Fields whose change waits for a new run; added and removed crop groups count. */
  readonly waiting: readonly FieldDescription[];
}

/**
 * Sorts the changes: those that take effect in the run, and those that wait for a new one. What is live by itself waits
 * as well where the run cannot have it: another α than the 0 or 1 of a run without the other expander, or a value that
 * fits only together with a change that waits. Values that cannot work in any run are in neither.
 */
export const sortChanges = memoizedLast(
  (active: RunConfig, initialAlpha: number, wanted: RunConfig): Changes => {
    const known = new Set(describeConfig(wanted).map(({ path }) => path));
    const removed = describeConfig(active).filter(({ path }) => !known.has(path));
    const changed = changedFields(wanted, active);
    const impossible = new Set(checkConfig(wanted).map(({ path }) => path));
    let later = new Set(
      changed.filter((field) => needsNewRun(field, active, initialAlpha)).map(({ path }) => path),
    );
    for (;;) {
      const now = changed.filter(({ path }) => !later.has(path));
      const live = now.reduce(
        (config, { path }) => setField(config, path, getField(wanted, path)) as RunConfig,
        active,
      );
      const unfit = new Set(checkConfig(live).map(({ path }) => path));
      const isWaiting = ({ path }: FieldDescription) => later.has(path);
      if (unfit.size === 0 || now.length === 0) {
        const waits = (field: FieldDescription) =>
          isWaiting(field) && (needsNewRun(field, active, initialAlpha) || !impossible.has(field.path));
        return { live, waiting: [...changed.filter(waits), ...removed] };
      }
      const next = now.filter(({ path }) => unfit.has(path));
      later = new Set([...later, ...(next.length > 0 ? next : now).map(({ path }) => path)]);
    }
  },
);

function needsNewRun({ meta, path }: FieldDescription, active: RunConfig, initialAlpha: number): boolean {
  if (meta.effect === 'restart' || getField(active, path) === undefined) return true;
  return path === 'loss.alpha' && (initialAlpha === 0 || initialAlpha === 1);
}
