import { useMemo } from 'react';
import { measure, TERMS } from '../../../reports/measures';
import type { Term } from '../../../vicregl/definition/terms';
import { useConfig, useRun } from '../../store/context';
import { SmallPlot } from '../../views/embeddings/SmallPlot';
import { lossShares, thinnedRows, type LossShares } from '../../views/loss/lossShares';
import { KnobFormula } from './KnobFormula';
import { KnobLink } from './KnobLink';
import { Picture } from './Picture';
import { WordLink } from './WordLink';
import cards from '../../theme/card.module.css';
import classes from './explained.module.css';

/** What each term asks for, and what goes wrong without it. */
const STORIES: Readonly<
  Record<Term, { readonly knob: string; readonly asks: string; readonly without: string }>
> = {
  invariance: {
    knob: 'loss.lambda',
    asks: 'pulls the two embeddings of an image together.',
    without:
      'nothing joins the views of an image. The network learns to spread images out, not what they have in common.',
  },
  variance: {
    knob: 'loss.mu',
    asks: 'asks each dimension to vary over the batch, by a standard deviation of at least 1.',
    without: 'all embeddings fall into one point. Both views agree, and the network has learned nothing.',
  },
  covariance: {
    knob: 'loss.nu',
    asks: 'asks any two dimensions to vary on their own.',
    without:
      'many dimensions say what one could say. The embeddings fill a line or a plane, not their space.',
  },
};

/** Points of a curve at most: the plots are small. */
const MOST_POINTS = 200;

/** VICReg's terms on the pooled embeddings, each with its curve of the run on show. */
export function Terms() {
  const history = useRun((state) => state.history);
  const shares = useMemo(() => lossShares(history), [history]);
  return (
    <Picture
      number={3}
      isWide
      words={
        <>
          VICReg asks that both views of an image get the same embedding. Alone, that is easy to cheat: give
          every image the same one, which is called <WordLink word="collapse">collapse</WordLink>. So two more
          terms look at the whole <WordLink word="batch">batch</WordLink> and keep the embeddings apart. No
          two images are ever compared with each other.
        </>
      }
      knobs={[]}
    >
      <div className={classes.terms}>
        {(Object.keys(TERMS) as Term[]).map((term) => (
          <TermStory key={term} term={term} shares={shares} />
        ))}
      </div>
    </Picture>
  );
}

function TermStory({ term, shares }: { readonly term: Term; readonly shares: LossShares }) {
  const { label, coefficient } = TERMS[term];
  const { knob, asks, without } = STORIES[term];
  const { formula, never } = measure(`global${label}`);
  const absence = useConfig((state) => never?.(state.config));
  const points = useMemo(() => {
    const values = shares.terms.find((one) => one.branch === 'global' && one.term === term)?.values;
    return values === undefined
      ? []
      : thinnedRows(values.length, MOST_POINTS).map((row) => [shares.steps[row]!, values[row]!] as const);
  }, [shares, term]);
  return (
    <section className={classes.term} aria-label={`${label}, its story`}>
      <h4 className={cards.cardTitle}>
        {label} <KnobLink path={knob} />
      </h4>
      <p>It {asks}</p>
      <p>
        <strong>Without it,</strong> {without}
      </p>
      <KnobFormula tex={formula!} />
      {points.length === 0 ? (
        <p className={classes.note}>
          {absence === undefined ? 'Its curve begins with the first step.' : `It is ${absence}.`}
        </p>
      ) : (
        <SmallPlot
          title={`What it adds to the loss`}
          points={points}
          axes={{ x: 'step', y: `α · ${coefficient} · term` }}
          label={`${label} of the run on show over its steps, as it counts in the loss`}
        />
      )}
    </section>
  );
}
