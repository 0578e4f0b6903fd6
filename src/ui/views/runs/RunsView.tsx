import { Button, NativeSelect, TextInput, UnstyledButton } from '@mantine/core';
import { IconSearch, IconX } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import type { RunRecord } from '../../../storage/runRecord';
import { findRuns, ORDERS, tagsOf, type Order } from './findRuns';
import { standOf } from './runFacts';
import { RunRow, type RunActions } from './RunRow';
import classes from './runs.module.css';

interface RunsViewProps {
  readonly records: readonly RunRecord[];
  readonly damaged: readonly string[];
  /** The run on show. */
  readonly current: string | null;
  /** Runs that some tab has on show. */
  readonly held: ReadonlySet<string>;
  readonly chosen: readonly string[];
  readonly mostChosen: number;
  readonly now: number;
  readonly actions: RunActions;
  readonly onCompare: () => void;
  readonly onClear: () => void;
}

const NONE: ReadonlySet<string> = new Set();

/** Every run that the browser keeps, to be found, compared and gone on with. */
export function RunsView(props: RunsViewProps) {
  const { records, damaged, current, held, chosen, mostChosen, now, actions, onCompare, onClear } = props;
  const [search, setSearch] = useState('');
  const [tags, setTags] = useState(NONE);
  const [order, setOrder] = useState<Order>('newest');
  const allTags = useMemo(() => tagsOf(records), [records]);
  const found = useMemo(() => findRuns(records, search, tags, order), [records, search, tags, order]);
  const toggle = (tag: string) =>
    setTags((now) => {
      const next = new Set(now);
      if (!next.delete(tag)) next.add(tag);
      return next;
    });
  return (
    <div className={classes.runs}>
      {records.length > 0 && (
        <div className={classes.find}>
          <TextInput
            size="xs"
            aria-label="Search runs"
            placeholder="Name, tag, note, α…"
            leftSection={<IconSearch size="0.875rem" />}
            value={search}
            onChange={(event) => setSearch(event.currentTarget.value)}
          />
          <NativeSelect
            size="xs"
            aria-label="Order of the runs"
            value={order}
            onChange={(event) => setOrder(event.currentTarget.value as Order)}
            data={ORDERS.map(({ id, label }) => ({ value: id, label }))}
          />
          {allTags.length > 0 && (
            <div className={classes.tags} role="group" aria-label="Only runs with these tags">
              {allTags.map((tag) => (
                <UnstyledButton
                  key={tag}
                  className={classes.tag}
                  aria-pressed={tags.has(tag)}
                  onClick={() => toggle(tag)}
                >
                  {tag}
                </UnstyledButton>
              ))}
            </div>
          )}
        </div>
      )}
      {chosen.length > 0 && (
        <div className={classes.compareBar} role="status">
          <span>
            {chosen.length} {chosen.length === 1 ? 'run' : 'runs'} to compare
            {chosen.length >= mostChosen && ', which is the most'}
          </span>
          <Button size="compact-sm" disabled={chosen.length < 2} onClick={onCompare}>
            Compare
          </Button>
          <Button
            size="compact-sm"
            variant="subtle"
            leftSection={<IconX size="0.875rem" />}
            onClick={onClear}
          >
            Clear
          </Button>
        </div>
      )}
      {records.length === 0 && damaged.length === 0 && (
        <p className={classes.empty}>
          Runs are kept here as they go: every 30 seconds, when they pause, and when the page is left. There
          are none yet.
        </p>
      )}
      {records.length > 0 && found.length === 0 && (
        <p className={classes.empty}>No run has all of these words and tags.</p>
      )}
      <ul className={classes.list} aria-label="Runs in this browser">
        {found.map((run) => (
          <RunRow
            key={run.id}
            run={run}
            stand={standOf(run, current, held)}
            isChosen={chosen.includes(run.id)}
            canChoose={chosen.length < mostChosen}
            tags={allTags}
            now={now}
            onTag={toggle}
            actions={actions}
          />
        ))}
        {damaged.map((id) => (
          <li key={id} className={classes.damaged}>
            A record of a run is damaged and cannot be read.
            <Button size="compact-xs" variant="default" onClick={() => actions.remove(id)}>
              Delete it
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}
