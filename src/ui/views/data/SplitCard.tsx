import { PARTS } from '../../../reports/inspection';
import type { SplitReport } from '../../../worker/protocol';
import { number, PART_WORDS } from './words';
import cards from '../../theme/card.module.css';
import classes from './data.module.css';

/** What evaluations use the images for. */
export function SplitCard({ split }: { readonly split: SplitReport }) {
  return (
    <section className={cards.card} aria-label="Parts">
      <h3 className={cards.cardTitle}>What they are for</h3>
      <dl className={classes.facts}>
        {PARTS.map((part) => (
          <div key={part}>
            <dt>{PART_WORDS[part]}</dt>
            <dd>{number(split[part])}</dd>
          </div>
        ))}
      </dl>
      <p className={classes.note}>{sourceText(split)}</p>
    </section>
  );
}

function sourceText({ source, seed, validation }: SplitReport): string {
  if (source === 'stratified')
    return `Drawn by seed ${seed}, of each class the same share. The run trains on all of them, without labels; the parts are for probes.`;
  const drawn =
    seed === undefined || validation === 0 ? '' : ` Validation is drawn from training by seed ${seed}.`;
  return `The data set brings its own test images: no run trains on them.${drawn}`;
}
