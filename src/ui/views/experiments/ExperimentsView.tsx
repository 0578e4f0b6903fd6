import type { ReactNode } from 'react';
import { trainingOf, SEEDS, STEPS } from '../../../experiments/trainings';
import type { ExperimentResults } from '../../../experiments/results';
import { LocalNumber } from '../../controls/LocalNumber';
import cards from '../../theme/card.module.css';
import views from '../../theme/view.module.css';
import classes from './experiments.module.css';

interface ExperimentsViewProps {
  readonly results: ExperimentResults | null;
  /** Why the results cannot be shown. */
  readonly failure: string | undefined;
  /** Of each run that is begun here; the experiments' own where it is absent. */
  readonly steps: number | undefined;
  readonly onSteps: (steps: number | undefined) => void;
  /** The cards. */
  readonly children: ReactNode;
}

/** The longest run that is offered. */
const MOST_STEPS = 100_000;

/** A gallery of questions, each with its answer and a button that finds out anew. */
export function ExperimentsView({ results, failure, steps, onSteps, children }: ExperimentsViewProps) {
  return (
    <section className={views.view} aria-label="Experiments">
      <div className={`${cards.card} ${classes.head}`}>
        <div>
          <h2 className={cards.viewTitle}>Experiments</h2>
          <p className={classes.intro}>
            Each card is a question about VICRegL, with what came out for us: the default preset (
            {trainingOf('base').label}) over {STEPS} steps of the built-in scenes, with one thing changed.
            Numbers are means ± standard deviation over {SEEDS} seeds, a dot a seed. A seed means the same
            images and views for all, so differences are judged seed by seed: beyond chance are those of more
            than two standard errors. <em>Run it</em> trains the same here, one run after the other, and
            compares them.
          </p>
          {results !== null && (
            <p className={views.note}>
              Made by <code>{results.command}</code> with {results.program} on {results.machine}.
            </p>
          )}
          {failure !== undefined && (
            <p className={classes.failure} role="alert">
              The numbers cannot be shown. {failure}
            </p>
          )}
        </div>
        <div className={classes.steps}>
          <LocalNumber
            label="Steps of each run"
            description="Fewer on a slow device: 100 show the beginning."
            placeholder={String(STEPS)}
            value={steps}
            min={1}
            max={MOST_STEPS}
            integer
            optional
            onNumber={onSteps}
          />
        </div>
      </div>
      <div className={classes.grid}>{children}</div>
    </section>
  );
}
