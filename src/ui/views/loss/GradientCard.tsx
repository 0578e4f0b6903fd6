import { significant } from '../../../reports/format';
import {
  branchCosine,
  globalShare,
  gradientNorm,
  gradientToWeight,
  ofBranch,
  type GradientReport,
} from '../../../reports/gradients';
import type { LookState } from '../../store/pacedLook';
import { BRANCH_NAMES } from './branches';
import { ShareBar } from './ShareBar';
import cards from '../../theme/card.module.css';
import views from '../../theme/view.module.css';
import classes from './loss.module.css';

interface GradientCardProps {
  readonly look: LookState<'gradients'>;
  /** A run is set up. */
  readonly isReady: boolean;
  /** Whose weights are looked at. */
  readonly picker: React.ReactNode;
}

const BLANK = '–';

/** What either branch asks of each stage of the network. */
export function GradientCard({ look: { answer, isAsking, failure }, isReady, picker }: GradientCardProps) {
  return (
    <section className={`${cards.card} ${views.card}`} aria-label="Gradients">
      <header className={views.head}>
        <h3 className={cards.cardTitle}>Who moves which weights</h3>
        {picker}
      </header>
      <p className={views.note} role="status">
        {failure !== null
          ? `${failure.message} ${failure.remedy ?? ''}`
          : answer !== null
            ? `Gradients of the weighted branches on the batch that follows step ${answer.step.toLocaleString('en')}.`
            : isReady && isAsking
              ? 'Taking the gradients …'
              : 'The gradients of both branches appear here once a run is set up.'}
      </p>
      {answer !== null && <GradientTable report={answer.report} />}
      <p className={views.note}>
        The bar is how the two norms share their sum. Cosine: 1 where both branches pull the same way, 0 at a
        right angle, below 0 against each other. ‖g‖ / ‖θ‖ is the size of a plain step in parts of the
        weights; AdamW and LARS scale it anew.
      </p>
    </section>
  );
}

function GradientTable({ report }: { readonly report: GradientReport }) {
  const rows = [
    ...report.stages.map((stage) => ({ id: stage.id, title: stage.title, stages: [stage] })),
    { id: 'all', title: 'Whole network', stages: report.stages },
  ];
  const number = (value: number | null) => (value === null || value === 0 ? BLANK : significant(value, 3));
  return (
    <div className={views.scroll} tabIndex={0} role="region" aria-label="Gradients by stage">
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">Stage</th>
            <th scope="col" className={classes.shareHead}>
              Global against local
            </th>
            <th scope="col">‖g‖ global</th>
            <th scope="col">‖g‖ local</th>
            <th scope="col">Cosine</th>
            <th scope="col">‖g‖ / ‖θ‖</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, title, stages }) => {
            const share = globalShare(report, stages);
            const cosine = branchCosine(report, stages);
            return (
              <tr key={id} data-all={id === 'all' || undefined}>
                <th scope="row">{title}</th>
                <td>{share === null ? BLANK : <ShareBar share={share} marks={BRANCH_NAMES} />}</td>
                <td>{number(gradientNorm(report, ofBranch('global'), stages))}</td>
                <td>{number(gradientNorm(report, ofBranch('local'), stages))}</td>
                <td>{cosine === null ? BLANK : cosine.toFixed(2).replace('-', '−')}</td>
                <td>{number(gradientToWeight(report, stages))}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
