import { percent } from '../../../reports/format';
import type { VisualName } from '../../../reports/visual';
import classes from './loss.module.css';

interface ShareBarProps {
  /** Of the first of two, 0 to 1. */
  readonly share: number;
  /** Whose colours they have. */
  readonly marks: readonly [VisualName, VisualName];
}

/** How two share a sum. */
export function ShareBar({ share, marks: [first, second] }: ShareBarProps) {
  return (
    <span className={classes.shares}>
      <span>{percent(share)}</span>
      <span className={classes.shareTrack} aria-hidden>
        <span style={{ width: `${100 * share}%`, color: `var(--mark-${first})` }} />
        <span style={{ width: `${100 * (1 - share)}%`, color: `var(--mark-${second})` }} />
      </span>
      <span>{percent(1 - share)}</span>
    </span>
  );
}
