import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Fragment } from 'react';
import { byImportance } from '../store/messages';
import { useCards } from './useCards';
import classes from './shell.module.css';
import own from './notices.module.css';

/** The one place for messages: the most important one, and behind it, folded, the others. */
export function Notices() {
  const cards = byImportance(useCards());
  const [open, fold] = useDisclosure(false);
  const [first, ...others] = cards;
  return (
    <div className={classes.notices} aria-live="polite">
      {first !== undefined && <Fragment key={first.key}>{first.content}</Fragment>}
      {open && others.map(({ key, content }) => <Fragment key={key}>{content}</Fragment>)}
      {others.length > 0 && (
        <Button
          className={own.more}
          size="compact-sm"
          variant="subtle"
          onClick={fold.toggle}
          aria-expanded={open}
        >
          {open ? 'Show one message only' : moreText(others.length)}
        </Button>
      )}
    </div>
  );
}

function moreText(count: number): string {
  return count === 1 ? '1 more message' : `${count} more messages`;
}
