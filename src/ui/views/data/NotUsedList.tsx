import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { notUsedNames } from '../../../data/describe';
import { plain } from '../../../quoted';
import type { DataSummary } from '../../../worker/protocol';
import classes from './data.module.css';

type Skipped = Pick<DataSummary, 'notUsed' | 'skipped'>;

/** Files of a data set that are not used, by kind, and those that could not be read, each with its reason. */
export function NotUsedItems({ notUsed, skipped }: Skipped) {
  return (
    <ul>
      {notUsed.map((kind) => (
        <li key={kind.kind}>{notUsedNames(kind)}</li>
      ))}
      {skipped.map(({ name, reason }) => (
        <li key={name}>
          <strong>{plain(name)}</strong>: {reason}
        </li>
      ))}
    </ul>
  );
}

/** The same to be searched: by name, kind or reason. */
export function NotUsedList({ notUsed, skipped }: Skipped) {
  const [wanted, setWanted] = useState('');
  const has = (...texts: readonly string[]) =>
    texts.some((text) => text.toLowerCase().includes(wanted.trim().toLowerCase()));
  const kinds = notUsed.filter(({ kind, names }) => has(kind, ...names));
  const files = skipped.filter(({ name, reason }) => has(name, reason));
  return (
    <>
      <TextInput
        size="xs"
        type="search"
        aria-label="Search the files that are not used"
        placeholder="Name or reason"
        value={wanted}
        onChange={(event) => setWanted(event.currentTarget.value)}
      />
      <div
        className={classes.notUsed}
        role="region"
        aria-label="Files that are not used"
        // A list that scrolls has to be reached by the keys.
        tabIndex={0}
      >
        {kinds.length + files.length === 0 ? (
          <p className={classes.note}>No such file is known by name.</p>
        ) : (
          <NotUsedItems notUsed={kinds} skipped={files} />
        )}
      </div>
    </>
  );
}
