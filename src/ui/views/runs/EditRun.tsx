import { Button, TagsInput, Textarea, TextInput } from '@mantine/core';
import { useState, type SyntheticEvent } from 'react';
import {
  LONGEST_NAME,
  LONGEST_NOTE,
  LONGEST_TAG,
  MOST_TAGS,
  type Annotations,
  type RunRecord,
} from '../../../storage/runRecord';
import classes from './runs.module.css';

interface EditRunProps {
  readonly run: RunRecord;
  /** Tags of all runs, to choose from. */
  readonly tags: readonly string[];
  readonly onSave: (change: Partial<Annotations>) => void;
  readonly onCancel: () => void;
}

/** A tag as it is kept. */
function tidy(tag: string): string {
  return tag.replaceAll(',', ' ').trim().slice(0, LONGEST_TAG);
}

/** Name, tags and note of a run. */
export function EditRun({ run, tags, onSave, onCancel }: EditRunProps) {
  const [name, setName] = useState(run.name);
  const [own, setOwn] = useState<string[]>([...run.tags]);
  const [note, setNote] = useState(run.note);
  const save = (event: SyntheticEvent) => {
    event.preventDefault();
    onSave({ name: name.trim(), tags: own, note });
  };
  return (
    <form
      className={classes.edit}
      aria-label={`About ${run.name}`}
      onSubmit={save}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return;
        // The drawer stays open.
        event.stopPropagation();
        onCancel();
      }}
    >
      <TextInput
        size="xs"
        label="Name"
        value={name}
        maxLength={LONGEST_NAME}
        onChange={(event) => setName(event.currentTarget.value)}
        error={name.trim() === '' ? 'A run needs a name.' : undefined}
        data-autofocus
      />
      <TagsInput
        size="xs"
        label="Tags"
        description="Enter or comma ends a tag."
        value={own}
        onChange={(next) => setOwn(next.map(tidy).filter(Boolean))}
        data={[...tags]}
        maxTags={MOST_TAGS}
        comboboxProps={{ withinPortal: false }}
      />
      <Textarea
        size="xs"
        label="Note"
        value={note}
        maxLength={LONGEST_NOTE}
        autosize
        minRows={2}
        maxRows={8}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <div className={classes.editButtons}>
        <Button type="submit" size="compact-sm" disabled={name.trim() === ''}>
          Save
        </Button>
        <Button size="compact-sm" variant="default" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
