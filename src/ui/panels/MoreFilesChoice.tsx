import { NativeSelect } from '@mantine/core';
import { useRun, useSession } from '../store/context';
import type { MoreFiles } from '../store/moreFiles';
import classes from './panels.module.css';

const WAYS: readonly { readonly value: MoreFiles | ''; readonly label: string }[] = [
  { value: '', label: 'ask first' },
  { value: 'add', label: 'are added' },
  { value: 'replace', label: 'replace these' },
];

/** What becomes of files that come while some are chosen. */
export function MoreFilesChoice() {
  const session = useSession();
  const way = useRun((state) => state.moreFiles);
  return (
    <label className={classes.moreFiles}>
      More files that come
      <NativeSelect
        size="xs"
        value={way ?? ''}
        data={[...WAYS]}
        onChange={({ currentTarget: { value } }) =>
          session.decideMoreFiles(value === 'add' || value === 'replace' ? value : null)
        }
      />
    </label>
  );
}
