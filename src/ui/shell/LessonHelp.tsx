import { Button } from '@mantine/core';
import { useSession } from '../store/context';
import { NO_LESSON } from '../store/lesson';
import { useLesson } from '../store/lessonContext';
import { addressWith } from '../store/pageAddress';
import classes from './shell.module.css';

/** That the page is not whole, where a link to a class has opened it, and the way to the whole. */
export function LessonHelp() {
  const session = useSession();
  const { hide, lock } = useLesson();
  if (hide.length === 0 && lock.length === 0) return null;
  const open = () => window.location.assign(addressWith(session, NO_LESSON));
  return (
    <>
      <h3>This link</h3>
      <p>
        The link that you followed hides parts of the page or locks settings, so that what matters is in
        sight. It is no protection: the whole page, with the same settings, is one press away.
      </p>
      <Button className={classes.helpTour ?? ''} size="compact-sm" variant="default" onClick={open}>
        Open the whole page
      </Button>
    </>
  );
}
