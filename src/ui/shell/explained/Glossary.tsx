import { capital, meaning, WORDS } from '../../../reports/glossary';
import { wordId } from './WordLink';
import cards from '../../theme/card.module.css';
import classes from './explained.module.css';

/** What the words mean, each at a place that the pictures lead to. */
export function Glossary() {
  return (
    <section className={`${cards.card} ${classes.appendix}`} aria-labelledby="glossary">
      <h3 id="glossary" className={classes.title}>
        Glossary
      </h3>
      <dl className={classes.glossary}>
        {WORDS.map((word) => (
          <div key={word.name} id={wordId(word.name)} tabIndex={-1}>
            <dt>
              {capital(word.word)}{' '}
              {word.symbol !== undefined && <span className="symbol">{word.symbol}</span>}
            </dt>
            <dd>{meaning(word)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
