import { Anchor, Button, NativeSelect } from '@mantine/core';
import { IconPlayerPlayFilled } from '@tabler/icons-react';
import { useId, useMemo, useState } from 'react';
import { wordsOf, type CardMeasure } from '../../../experiments/cardMeasures';
import { labelOn, trainingsOf, type Experiment } from '../../../experiments/experiments';
import { measured, valuesOf, type ExperimentResults } from '../../../experiments/results';
import { counted } from '../../../reports/format';
import { isUnderWay, type ExperimentJob, type QueuedRun } from '../../store/experimentQueue';
import { MeasurePlot } from './MeasurePlot';
import { QueueList } from './QueueList';
import cards from '../../theme/card.module.css';
import classes from './experiments.module.css';

/** A way to somewhere else on the page, which can be copied as well. */
export interface CardLink {
  readonly title: string;
  readonly href: string;
  readonly onOpen: () => void;
}

export interface ExperimentCardProps {
  readonly experiment: Experiment;
  /** `null` until they are loaded. */
  readonly results: ExperimentResults | null;
  /** The runs as they would be trained, with the way to the settings of each. */
  readonly runs: readonly { readonly run: QueuedRun; readonly settings: CardLink }[];
  /** How long they take, in words; empty where that is not known. */
  readonly duration: string;
  readonly canRun: boolean;
  /** This experiment, where it was begun last. */
  readonly job: ExperimentJob | null;
  /** `undefined` for a view that the link hides. */
  readonly viewLink: (id: string) => CardLink | undefined;
  readonly onRun: () => void;
  readonly onSkip: () => void;
  readonly onEnd: () => void;
  readonly onCompare: () => void;
}

/** A question, what the answer was here, and a button that finds out anew. */
export function ExperimentCard(props: ExperimentCardProps) {
  const { experiment, results, runs, duration, canRun, job, viewLink, onRun } = props;
  const id = useId();
  const { question, why, watch } = experiment;
  const underWay = isUnderWay(job);
  return (
    <article className={`${cards.card} ${classes.card}`} aria-labelledby={id}>
      <h3 className={cards.cardTitle} id={id}>
        {question}
      </h3>
      {results !== null && <Answer experiment={experiment} results={results} />}
      <div className={classes.watch}>
        <h4>What to watch</h4>
        <ul>
          {watch.map(({ view, text }) => {
            const link = viewLink(view);
            return (
              <li key={view}>
                {link !== undefined && (
                  <>
                    <InPageLink {...link}>{link.title}</InPageLink>
                    {': '}
                  </>
                )}
                {text}
              </li>
            );
          })}
        </ul>
      </div>
      <details className={classes.why}>
        <summary>Why one would ask</summary>
        <p>{why}</p>
      </details>
      <footer className={classes.foot}>
        {job !== null && (
          <QueueList job={job} onSkip={props.onSkip} onEnd={props.onEnd} onCompare={props.onCompare} />
        )}
        {!underWay && (
          <div className={classes.run}>
            <Button
              size="compact-sm"
              variant="default"
              leftSection={<IconPlayerPlayFilled size="0.75rem" />}
              disabled={!canRun}
              aria-describedby={`${id}-runs`}
              onClick={onRun}
            >
              {job === null ? 'Run it' : 'Run it again'}
            </Button>
            <span className={classes.small} id={`${id}-runs`}>
              {counted(runs.length, 'run')}
              {duration !== '' && `, ${duration}`}
            </span>
          </div>
        )}
        <p className={classes.small}>
          Open settings:{' '}
          {runs.map(({ run, settings }, place) => (
            <span key={run.label}>
              {place > 0 && ' · '}
              <InPageLink {...settings}>{run.label}</InPageLink>
            </span>
          ))}
        </p>
      </footer>
    </article>
  );
}

interface AnswerProps {
  readonly experiment: Experiment;
  readonly results: ExperimentResults;
}

function Answer({ experiment, results }: AnswerProps) {
  const [measure, setMeasure] = useState<CardMeasure>(experiment.measures[0]!);
  const trainings = useMemo(
    () =>
      trainingsOf(experiment).map((name) => ({
        name,
        label: labelOn(experiment, name),
        values: valuesOf(results, name, measure),
      })),
    [experiment, results, measure],
  );
  const answer = useMemo(
    () =>
      experiment.answer((training, of) => {
        const summary = measured(results, training, of);
        const text = summary === undefined ? '(not measured yet)' : wordsOf(of).write(summary);
        // A number and its unit stay on one line.
        return text.replaceAll(' ', '\u00a0');
      }),
    [experiment, results],
  );
  return (
    <>
      <NativeSelect
        size="xs"
        variant="unstyled"
        className={classes.measure ?? ''}
        aria-label={`Measure on show: ${experiment.question}`}
        value={measure}
        onChange={(event) => setMeasure(event.currentTarget.value as CardMeasure)}
        data={experiment.measures.map((name) => ({ value: name, label: wordsOf(name).axis }))}
      />
      <MeasurePlot measure={measure} trainings={trainings} />
      <p className={classes.answer}>{answer}</p>
    </>
  );
}

/** A plain click stays on the page; the address can be copied, and opened in another tab. */
function InPageLink({ href, onOpen, children }: Omit<CardLink, 'title'> & { readonly children: string }) {
  return (
    <Anchor
      href={href}
      inherit
      underline="always"
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
        event.preventDefault();
        onOpen();
      }}
    >
      {children}
    </Anchor>
  );
}
