import { Button } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { useSession } from '../store/context';
import { useLesson } from '../store/lessonContext';
import { addressWith } from '../store/pageAddress';
import classes from './panels.module.css';

/** Says that the link has locked some settings, and leads to the same page without. */
export function LockLine() {
  const session = useSession();
  const lesson = useLesson();
  if (lesson.lock.length === 0) return null;
  const unlock = () => window.location.assign(addressWith(session, { ...lesson, lock: [] }));
  return (
    <p className={classes.lockLine}>
      <IconLock size="0.875rem" aria-hidden />
      <span>Locked by this link</span>
      <Button size="compact-xs" variant="subtle" onClick={unlock}>
        Open without locks
      </Button>
    </p>
  );
}
