import { Progress } from '@mantine/core';
import type { StudyProgress } from '../../../worker/protocol';
import classes from './device.module.css';

interface StudyProgressLineProps {
  readonly label: string;
  /** `null` while the device is being opened. */
  readonly progress: StudyProgress | null;
}

/** How far a check or a measurement is. */
export function StudyProgressLine({ label, progress }: StudyProgressLineProps) {
  const { done, total, next } = progress ?? { done: 0, total: 1, next: 'Opening the device' };
  return (
    <div className={classes.progress}>
      <Progress
        value={(100 * done) / total}
        size={3}
        color="var(--ink-1)"
        transitionDuration={120}
        aria-label={label}
      />
      <p className={classes.next}>
        {progress !== null && `${done} of ${total} · `}
        {next}
      </p>
    </div>
  );
}
