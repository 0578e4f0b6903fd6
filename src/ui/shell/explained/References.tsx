import { arxivAddress, PAPERS, type Paper } from '../../../reports/papers';
import cards from '../../theme/card.module.css';
import classes from './explained.module.css';

/** The papers behind it. Their links leave the page. */
export function References() {
  return (
    <section className={`${cards.card} ${classes.appendix}`} aria-labelledby="references">
      <h3 id="references" className={classes.title}>
        References
      </h3>
      <ul className={classes.references}>
        {Object.values<Paper>(PAPERS).map((paper) => (
          <li key={paper.key}>
            {paper.authors.join(', ')}:{' '}
            <a href={arxivAddress(paper)} target="_blank" rel="noopener">
              {paper.title}
            </a>
            . {paper.venue ?? 'arXiv'} {paper.year}. <span>{paper.what}</span>
          </li>
        ))}
      </ul>
      <p className={classes.note}>To cite a run, press Share: it copies Markdown or BibTeX.</p>
    </section>
  );
}
