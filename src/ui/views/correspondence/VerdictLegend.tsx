import { LANDING_RADIUS } from '../../../reports/landingRadius';
import { countVerdicts, type ShownMatch } from './matchSelection';
import classes from './correspondence.module.css';

interface VerdictLegendProps {
  readonly matches: readonly ShownMatch[];
  /** How many of all matches the criterion keeps; `undefined` when it does not rank them. */
  readonly kept: number | undefined;
  readonly of: number;
}

/** How many of the drawn matches are right, wrong or cannot be judged: the legend of the lines' looks. */
export function VerdictLegend({ matches, kept, of }: VerdictLegendProps) {
  const { right, wrong, unseen } = countVerdicts(matches);
  return (
    <ul className={classes.verdicts} aria-label="Drawn matches">
      <li title={`The match lands within ${LANDING_RADIUS} cells of the true location`}>
        <span style={{ color: 'var(--mark-embedding)' }}>●</span> <b>{right}</b> right
      </li>
      <li title={`The match lands more than ${LANDING_RADIUS} cells away from the true location`}>
        <span style={{ color: 'var(--mark-chance)' }}>✕</span> <b>{wrong}</b> wrong
      </li>
      <li title="The other view does not show the true location, so no match can be right">
        <span style={{ color: 'var(--mark-chance)' }}>○</span> <b>{unseen}</b> outside the dotted area
      </li>
      <li className={classes.kept}>
        {kept === undefined
          ? 'the criterion does not match these'
          : kept >= of
            ? `all ${of} kept by the criterion`
            : `best ${kept} of ${of} kept by the criterion (γ), others thin`}
      </li>
    </ul>
  );
}
