import { significant } from '../../../reports/format';
import {
  gradientCosine,
  gradientNorm,
  lossOf,
  normShare,
  ofBranch,
  ofKind,
} from '../../../reports/gradients';
import { TERMS } from '../../../reports/measures';
import { VISUAL } from '../../../reports/visual';
import { MATCH_KINDS } from '../../../vicregl/definition/matchCounts';
import type { Term } from '../../../vicregl/definition/terms';
import type { LookAnswer } from '../../../worker/protocol';
import { ShareBar } from './ShareBar';
import cards from '../../theme/card.module.css';
import views from '../../theme/view.module.css';
import classes from './loss.module.css';

const BLANK = '–';
/** As the paper writes the losses of either. */
const NAMES = {
  embedding: { title: 'Embedding', subscript: 'd' },
  location: { title: 'Location', subscript: 's' },
} as const;

/** What matches by embedding and by location add to the local loss, and how they share its gradient. */
export function KindCard({ answer }: { readonly answer: LookAnswer<'gradients'> }) {
  const { step, report } = answer;
  if (!report.parts.some(({ kind }) => kind !== undefined)) return null;
  const [embedding, location] = [ofKind('embedding'), ofKind('location')];
  const cosine = gradientCosine(report, embedding, location);
  const losses = [...Object.entries(TERMS), ['sum', { label: 'Sum', coefficient: '' }] as const].map(
    ([name, { label, coefficient }]) => {
      const value = (chosen: typeof embedding) =>
        lossOf(report, chosen, name === 'sum' ? undefined : (name as Term));
      return {
        name: `${label} ${coefficient}`,
        ...{ embedding: value(embedding), location: value(location) },
      };
    },
  );
  const rows = [
    ...losses.map((row) => ({
      ...row,
      together: row.embedding + row.location,
      share: row.embedding + row.location > 0 ? row.embedding / (row.embedding + row.location) : null,
    })),
    {
      name: '‖g‖',
      embedding: gradientNorm(report, embedding),
      location: gradientNorm(report, location),
      together: gradientNorm(report, ofBranch('local')),
      share: normShare(report, embedding, location),
    },
  ];
  const number = (value: number) => (value === 0 ? BLANK : significant(value, 3));
  return (
    <section className={`${cards.card} ${views.card}`} aria-label="Kinds of matches">
      <h3 className={cards.cardTitle}>Local loss by kind of match</h3>
      <p className={views.note}>
        What either kind adds to the loss on the batch that follows step {step.toLocaleString('en')},
        weighted.
      </p>
      <div className={views.scroll} tabIndex={0} role="region" aria-label="Local loss by kind of match">
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">Term</th>
              {MATCH_KINDS.map((kind) => (
                <th key={kind} scope="col" style={{ color: `var(--mark-${kind})` }}>
                  <span aria-hidden>{VISUAL[kind].glyph} </span>
                  {NAMES[kind].title} L<sub>{NAMES[kind].subscript}</sub>
                </th>
              ))}
              <th scope="col">Together</th>
              <th scope="col" className={classes.shareHead}>
                Embedding against location
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ name, share, together, ...kinds }) => (
              <tr key={name} data-sum={name.startsWith('Sum') || undefined}>
                <th scope="row">{name}</th>
                {MATCH_KINDS.map((kind) => (
                  <td key={kind}>{number(kinds[kind])}</td>
                ))}
                <td>{number(together)}</td>
                <td>{share === null ? BLANK : <ShareBar share={share} marks={MATCH_KINDS} />}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className={views.note}>
        ‖g‖ is over the whole network.{' '}
        {cosine !== null && `The cosine between both gradients is ${cosine.toFixed(2).replace('-', '−')}. `}
        With fast variance and covariance, which are of complete maps, each kind has half of these two.
      </p>
    </section>
  );
}
