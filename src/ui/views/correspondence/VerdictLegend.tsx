import type { Verdict } from '../../../reports/verdict';
import { countVerdicts, type ShownMatch } from './matchSelection';
import { VERDICT_WORDS, type VerdictRule } from './verdictRule';
import classes from './correspondence.module.css';

interface VerdictLegendProps {
  readonly matches: readonly ShownMatch[];
  readonly rule?: VerdictRule;
  /** How many of all matches the criterion keeps; `undefined` when it does not rank them. */
  readonly kept: number | undefined;
  readonly of: number;
}

const LOOKS: Readonly<Record<Verdict, { readonly glyph: string; readonly colour: string }>> = {
  right: { glyph: '●', colour: 'var(--mark-embedding)' },
  wrong: { glyph: '✕', colour: 'var(--mark-chance)' },
  unseen: { glyph: '○', colour: 'var(--mark-chance)' },
};

/** How many of the drawn matches are right, wrong or cannot be judged: the legend of the lines' looks. */
export function VerdictLegend({ matches, rule = 'place', kept, of }: VerdictLegendProps) {
  const counts = countVerdicts(matches);
  return (
    <ul className={classes.verdicts} aria-label="Drawn matches">
      {rule === 'none' ? (
        <li>
          <span style={{ color: LOOKS.unseen.colour }}>{LOOKS.unseen.glyph}</span> <b>{matches.length}</b> not
          judged
        </li>
      ) : (
        (Object.keys(LOOKS) as Verdict[]).map((verdict) => (
          <li key={verdict} title={VERDICT_WORDS[rule][verdict].why}>
            <span style={{ color: LOOKS[verdict].colour }}>{LOOKS[verdict].glyph}</span>{' '}
            <b>{counts[verdict]}</b> {VERDICT_WORDS[rule][verdict].label}
          </li>
        ))
      )}
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
