import { ActionIcon, Button, Checkbox, Menu, Tooltip } from '@mantine/core';
import {
  IconCopy,
  IconDots,
  IconFileZip,
  IconPencil,
  IconPin,
  IconPinFilled,
  IconTrash,
} from '@tabler/icons-react';
import { useState } from 'react';
import { bytes } from '../../../reports/format';
import type { Annotations, RunRecord } from '../../../storage/runRecord';
import { EditRun } from './EditRun';
import { changesOf, figuresOf, noteLine, progressOf, STAND_TEXTS, type RunStand } from './runFacts';
import { RunThumb } from './RunThumb';
import { Sparkline } from './Sparkline';
import classes from './runs.module.css';

/** What can be done with a run. */
export interface RunActions {
  readonly annotate: (id: string, change: Partial<Annotations>) => void;
  readonly goOn: (id: string) => void;
  readonly duplicate: (id: string) => void;
  readonly save: (id: string) => void;
  readonly remove: (id: string) => void;
  readonly choose: (id: string, isChosen: boolean) => void;
}

interface RunRowProps {
  readonly run: RunRecord;
  readonly stand: RunStand;
  readonly isChosen: boolean;
  /** False where no more can be compared. */
  readonly canChoose: boolean;
  readonly tags: readonly string[];
  readonly now: number;
  readonly onTag: (tag: string) => void;
  readonly actions: RunActions;
}

export function RunRow(props: RunRowProps) {
  const { run, stand, isChosen, canChoose, tags, now, onTag, actions } = props;
  const [isEdited, setEdited] = useState(false);
  const { id, name, pinned, origin, data, device } = run;
  const note = noteLine(run);
  return (
    <li className={classes.run} aria-label={name} data-chosen={isChosen || undefined}>
      <Checkbox
        size="xs"
        iconColor="var(--surface)"
        aria-label={`Compare ${name}`}
        checked={isChosen}
        disabled={!isChosen && !canChoose}
        onChange={(event) => actions.choose(id, event.currentTarget.checked)}
      />
      <RunThumb thumbnail={run.thumbnail} />
      <div className={classes.about}>
        <div className={classes.nameLine}>
          <h3>{name}</h3>
          {pinned && <IconPinFilled size="0.875rem" aria-label="pinned" />}
          <span className={classes.stand} data-stand={stand}>
            {STAND_TEXTS[stand]}
          </span>
        </div>
        <p className={classes.changes}>
          {origin.name}: {changesOf(run)}
        </p>
        <p className={classes.facts}>
          <span title={`${data}, ${device}`}>{progressOf(run, now)}</span>
        </p>
        <dl className={classes.figures}>
          {figuresOf(run).map(({ name: short, title, text }) => (
            <div key={short} title={title}>
              <dt>{short}</dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
        {(run.tags.length > 0 || note !== '') && (
          <p className={classes.said}>
            {run.tags.map((tag) => (
              <button key={tag} type="button" className={classes.tag} onClick={() => onTag(tag)}>
                {tag}
              </button>
            ))}
            {note}
          </p>
        )}
      </div>
      <div className={classes.side}>
        <Sparkline curve={run.curve} />
        <div className={classes.rowButtons}>
          {(stand === 'done' || stand === 'stopped') && (
            <Button size="compact-xs" variant="default" onClick={() => actions.goOn(id)}>
              {stand === 'done' ? 'Open' : 'Go on'}
            </Button>
          )}
          <RunMenu run={run} stand={stand} actions={actions} onEdit={() => setEdited(true)} />
        </div>
      </div>
      {isEdited && (
        <EditRun
          run={run}
          tags={tags}
          onSave={(change) => {
            actions.annotate(id, change);
            setEdited(false);
          }}
          onCancel={() => setEdited(false)}
        />
      )}
    </li>
  );
}

interface RunMenuProps extends Pick<RunRowProps, 'run' | 'stand' | 'actions'> {
  readonly onEdit: () => void;
}

function RunMenu({ run, stand, actions, onEdit }: RunMenuProps) {
  const { id, name, pinned, checkpointStep } = run;
  return (
    <Menu width={230} withinPortal={false}>
      <Menu.Target>
        <Tooltip label="More">
          <ActionIcon variant="subtle" size="sm" aria-label={`More about ${name}`}>
            <IconDots size="1rem" />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconPencil size="1rem" />} onClick={onEdit}>
          Name, tags, note…
        </Menu.Item>
        <Menu.Item
          leftSection={<IconPin size="1rem" />}
          onClick={() => actions.annotate(id, { pinned: !pinned })}
        >
          {pinned ? 'Unpin' : 'Pin: keep all of it'}
        </Menu.Item>
        <Menu.Item leftSection={<IconCopy size="1rem" />} onClick={() => actions.duplicate(id)}>
          Use its settings
        </Menu.Item>
        <Menu.Item
          leftSection={<IconFileZip size="1rem" />}
          disabled={checkpointStep === null}
          onClick={() => actions.save(id)}
        >
          Save as a file ({bytes(run.bytes)})
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconTrash size="1rem" />}
          color="red"
          disabled={stand === 'here' || stand === 'elsewhere'}
          onClick={() => actions.remove(id)}
        >
          Delete
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
