import { significant } from '../../../reports/format';
import { VIRIDIS_LOW_TO_HIGH } from '../correspondence/colourMap';
import classes from './features.module.css';

interface ValueBarProps {
  readonly title: string;
  readonly range: readonly [number, number];
}

/** What the colours of single numbers mean. */
export function ValueBar({ title, range: [low, high] }: ValueBarProps) {
  return (
    <figure
      className={classes.bar}
      aria-label={`${title}: colours from ${significant(low)} to ${significant(high)}`}
    >
      <span>{significant(low, 3)}</span>
      <div style={{ backgroundImage: VIRIDIS_LOW_TO_HIGH }} />
      <span>{significant(high, 3)}</span>
    </figure>
  );
}
