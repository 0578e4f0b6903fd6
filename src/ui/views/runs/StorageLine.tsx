import { Button, NativeSelect } from '@mantine/core';
import { bytes } from '../../../reports/format';
import type { RunRecord } from '../../../storage/runRecord';
import type { StorageUse } from '../../../storage/storageUse';
import { MOST_RUNS, STATE_CHOICES } from '../../../storage/thinning';
import classes from './runs.module.css';

interface StorageLineProps {
  readonly records: readonly RunRecord[];
  /** Bytes of the data sets that are kept. */
  readonly dataBytes: number;
  readonly use: StorageUse | undefined;
  readonly states: number;
  readonly onStates: (count: number) => void;
  readonly onPersist: () => void;
}

/** How much room the runs take, and what gives way. */
export function StorageLine({ records, dataBytes, use, states, onStates, onPersist }: StorageLineProps) {
  const own = records.reduce((sum, run) => sum + run.bytes, 0);
  return (
    <footer className={classes.storage}>
      <p>
        {bytes(own)} in runs
        {dataBytes > 0 && `, ${bytes(dataBytes)} in data sets`}
        {use !== undefined && `; the site uses ${bytes(use.used)} of the ${bytes(use.quota)} it may`}.
      </p>
      <p>
        The newest{' '}
        <NativeSelect
          size="xs"
          className={classes.states ?? ''}
          aria-label="Runs that can go on"
          value={states}
          onChange={(event) => onStates(Number(event.currentTarget.value))}
          data={STATE_CHOICES.map((count) => ({ value: String(count), label: String(count) }))}
        />{' '}
        runs, and pinned ones, can go on. Older ones keep their results, {MOST_RUNS} at most.
      </p>
      {use !== undefined &&
        (use.persisted ? (
          <p>The browser deletes nothing of this by itself.</p>
        ) : (
          <p>
            The browser may delete all this when the disk is nearly full.{' '}
            <Button size="compact-xs" variant="default" onClick={onPersist}>
              Ask it not to
            </Button>
          </p>
        ))}
    </footer>
  );
}
