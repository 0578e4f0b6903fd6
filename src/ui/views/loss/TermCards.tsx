import { percent, significant } from '../../../reports/format';
import { measure, TERMS } from '../../../reports/measures';
import { VISUAL } from '../../../reports/visual';
import { gradientNorm, ofTerm, type GradientReport } from '../../../reports/gradients';
import { useRun } from '../../store/context';
import { Formula } from '../formulas/Formula';
import { BRANCH_NAMES } from './branches';
import type { LossShares, TermShare } from './lossShares';
import cards from '../../theme/card.module.css';
import views from '../../theme/view.module.css';
import classes from './loss.module.css';

interface TermCardsProps {
  readonly shares: LossShares;
  readonly gradients: GradientReport | null;
}

/** Every term with its formula, what it says, and its share of loss and gradient. */
export function TermCards({ shares, gradients }: TermCardsProps) {
  const alpha = useRun((state) => state.active?.loss.alpha);
  const present = shares.terms.map(({ values }) => values.at(-1) ?? NaN);
  const total = present.reduce((sum, value) => sum + (Number.isNaN(value) ? 0 : value), 0);
  const norms = gradients === null ? new Map<string, number>() : termNorms(gradients);
  const allNorms = [...norms.values()].reduce((sum, norm) => sum + norm, 0);
  return (
    <div className={classes.branches}>
      {BRANCH_NAMES.map((branch) => {
        const absentAt = branch === 'global' ? 0 : 1;
        return (
          <section
            key={branch}
            className={`${cards.card} ${views.card}`}
            aria-label={`${VISUAL[branch].label} terms`}
          >
            <h3 className={cards.cardTitle} style={{ color: `var(--mark-${branch})` }}>
              <span aria-hidden>{VISUAL[branch].glyph} </span>
              {VISUAL[branch].label} terms
            </h3>
            {alpha === absentAt && <p className={views.note}>Not computed at α = {absentAt}.</p>}
            {Object.entries(TERMS).map(([name, { label }]) => {
              const { formula, explanation } = measure(`${branch}${label}`);
              const share = shares.terms.find((one) => one.branch === branch && one.term === name);
              return (
                <article key={name} className={classes.term}>
                  <h4>{label}</h4>
                  <Formula tex={formula!} />
                  <p>{explanation}</p>
                  <TermNumbers
                    share={share}
                    total={total}
                    norm={norms.get(`${branch} ${name}`)}
                    allNorms={allNorms}
                  />
                </article>
              );
            })}
          </section>
        );
      })}
    </div>
  );
}

/** The norms of the terms' gradients by branch and term; none where they were taken of branches as a whole. */
function termNorms(report: GradientReport): ReadonlyMap<string, number> {
  return new Map(
    report.parts.flatMap(({ branch, term }) =>
      term === undefined ? [] : [[`${branch} ${term}`, gradientNorm(report, ofTerm(branch, term))] as const],
    ),
  );
}

interface TermNumbersProps {
  readonly share: TermShare | undefined;
  /** The newest loss. */
  readonly total: number;
  /** Its gradient's; absent where gradients are not taken by term. */
  readonly norm: number | undefined;
  /** Sum of the norms of all terms. */
  readonly allNorms: number;
}

function TermNumbers({ share, total, norm, allNorms }: TermNumbersProps) {
  const value = share?.values.at(-1);
  return (
    <dl className={classes.numbers}>
      <div>
        <dt>In the loss</dt>
        <dd>
          {value === undefined || Number.isNaN(value)
            ? '–'
            : `${significant(value)}${total > 0 ? `, ${percent(value / total, 1)}` : ''}`}
        </dd>
      </div>
      <div>
        <dt>Of the gradients</dt>
        <dd>
          {norm === undefined || allNorms === 0
            ? '–'
            : `${significant(norm, 3)}, ${percent(norm / allNorms, 1)}`}
        </dd>
      </div>
    </dl>
  );
}
