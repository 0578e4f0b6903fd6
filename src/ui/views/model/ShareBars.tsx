import { percent } from '../../../reports/format';
import classes from './model.module.css';

export interface ShareBar {
  readonly label: string;
  /** With its unit. */
  readonly value: string;
  /** Of all, 0 to 1. */
  readonly share: number;
}

/** Parts of a whole as bars with their numbers. */
export function ShareBars({ bars, label }: { readonly bars: readonly ShareBar[]; readonly label: string }) {
  return (
    <ul className={classes.bars} aria-label={label}>
      {bars.map((bar) => (
        <li key={bar.label}>
          <span className={classes.barLabel}>{bar.label}</span>
          <span className={classes.track} aria-hidden>
            <span className={classes.fill} style={{ width: `${100 * bar.share}%` }} />
          </span>
          <span className={classes.barValue}>{bar.value}</span>
          <span className={classes.barShare}>{percent(bar.share, 1)}</span>
        </li>
      ))}
    </ul>
  );
}
