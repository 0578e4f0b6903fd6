import { measure, TERMS } from '../../../reports/measures';
import type { Term } from '../../../vicregl/definition/terms';
import type { LossTerms, StepReport } from '../../../reports/step';
import { significant } from '../../../reports/format';
import { Explained } from './Explained';
import classes from './measures.module.css';

interface LossEquationProps {
  readonly report: StepReport | undefined;
  /** α of the configuration, shown before the first report. */
  readonly alpha: number | undefined;
}

const BLANK = '–';

/** The loss as the paper writes it, with this step's numbers: α · global + (1 − α) · local. */
export function LossEquation({ report, alpha = report?.alpha }: LossEquationProps) {
  const weight = report?.alpha ?? alpha;
  return (
    <div className={classes.equation}>
      <div className={classes.sum} role="math" aria-label={spoken(report)}>
        <Part label="total" mark="total" value={report?.loss.total} large />
        <span className={classes.sign}>=</span>
        <Weight symbol="α" value={weight} />
        <Part label="global" mark="global" value={sumOf(report?.loss.global)} />
        <span className={classes.sign}>+</span>
        <Weight symbol="(1 − α)" value={weight === undefined ? undefined : 1 - weight} />
        <Part label="local" mark="local" value={sumOf(report?.loss.local)} />
      </div>
      <TermsLine scope="global" terms={report?.loss.global} absent={weight === 0} />
      <TermsLine scope="local" terms={report?.loss.local} absent={weight === 1} />
    </div>
  );
}

interface PartProps {
  readonly label: string;
  readonly mark: string;
  readonly value: number | undefined;
  readonly large?: boolean;
}

function Part({ label, mark, value, large = false }: PartProps) {
  return (
    <span className={classes.part} data-large={large} style={{ color: `var(--mark-${mark})` }}>
      <span className={classes.number}>{value === undefined ? BLANK : significant(value)}</span>
      <span className={classes.partLabel}>{label}</span>
    </span>
  );
}

function Weight({ symbol, value }: { readonly symbol: string; readonly value: number | undefined }) {
  return (
    <span className={classes.part}>
      <span className={classes.number}>{value === undefined ? BLANK : value.toFixed(2)} ·</span>
      <span className={classes.partLabel}>
        <span className="symbol">{symbol}</span>
      </span>
    </span>
  );
}

interface TermsLineProps {
  readonly scope: 'global' | 'local';
  readonly terms: LossTerms['global'];
  /** True where α leaves this side out altogether. */
  readonly absent: boolean;
}

function TermsLine({ scope, terms, absent }: TermsLineProps) {
  return (
    <div className={classes.terms} style={{ color: `var(--mark-${scope})` }}>
      <span className={classes.scope}>{scope} =</span>
      {absent ? (
        <span className={classes.absent}>not computed at α = {scope === 'global' ? 0 : 1}</span>
      ) : (
        Object.entries(TERMS).map(([name, { label, coefficient }], index) => {
          const term = name as Term;
          const { explanation, formula } = measure(`${scope}${label}`);
          return (
            <span key={term} className={classes.term}>
              {index > 0 && <span className={classes.sign}>+</span>}
              <Explained title={`${label}, ${scope}`} explanation={explanation} formula={formula}>
                <span className={classes.number}>
                  {terms === undefined ? BLANK : significant(terms[term])}
                </span>
                <span className={classes.partLabel}>
                  {label.toLowerCase()} <span className="symbol">{coefficient}</span>
                </span>
              </Explained>
            </span>
          );
        })
      )}
    </div>
  );
}

function sumOf(terms: LossTerms['global']): number | undefined {
  return terms && terms.invariance + terms.variance + terms.covariance;
}

function spoken(report: StepReport | undefined): string {
  if (report === undefined)
    return 'Total loss: alpha times global plus one minus alpha times local; no report yet';
  const { loss, alpha } = report;
  const [global, local] = [sumOf(loss.global), sumOf(loss.local)];
  return [
    `Total loss ${significant(loss.total)} equals`,
    [
      ...(global === undefined ? [] : [`${alpha.toFixed(2)} times global ${significant(global)}`]),
      ...(local === undefined ? [] : [`${(1 - alpha).toFixed(2)} times local ${significant(local)}`]),
    ].join(' plus '),
  ].join(' ');
}
