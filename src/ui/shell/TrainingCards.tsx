import type { ReactNode } from 'react';
import cards from '../theme/card.module.css';
import classes from './shell.module.css';

interface TrainingCardsProps {
  readonly matches: ReactNode;
  readonly loss: ReactNode;
  readonly curves: ReactNode;
  readonly measures: ReactNode;
}

/** Images with their matches first and largest, the loss and its curves beside them, numbers third. */
export function TrainingCards({ matches, loss, curves, measures }: TrainingCardsProps) {
  return (
    <div className={classes.views}>
      <div className={`${cards.card} ${classes.matches}`} data-tour="matches">
        {matches}
      </div>
      <div className={`${cards.card} ${classes.loss}`}>{loss}</div>
      <div className={`${cards.card} ${classes.curves}`} data-tour="curves">
        {curves}
      </div>
      <div className={`${cards.card} ${classes.measures}`}>{measures}</div>
    </div>
  );
}
