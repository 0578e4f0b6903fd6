import { percent } from '../../../reports/format';
import classes from './evaluate.module.css';

interface BarProps {
  readonly label: React.ReactNode;
  /** 0 to 1; `null` where there is nothing to measure. */
  readonly value: number | null;
  /** What guessing would give: a tick on the bar. */
  readonly chance?: number | undefined;
  /** A CSS colour; ink by default. */
  readonly colour?: string | undefined;
  /** A bar to compare with, which stands back. */
  readonly quiet?: boolean;
}

/** A share as a bar from 0 to 100 % with its number. */
export function Bar({ label, value, chance, colour, quiet = false }: BarProps) {
  return (
    <div className={classes.bar} data-quiet={quiet || undefined}>
      <dt>{label}</dt>
      <dd>
        <span className={classes.track} aria-hidden>
          {value !== null && (
            <span className={classes.fill} style={{ width: `${100 * value}%`, background: colour }} />
          )}
          {chance !== undefined && <span className={classes.chance} style={{ left: `${100 * chance}%` }} />}
        </span>
        <span className={classes.share}>{value === null ? 'absent' : percent(value, 1)}</span>
      </dd>
    </div>
  );
}
