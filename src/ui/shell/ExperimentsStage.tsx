import { useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { encodeLink } from '../../config/link';
import type { RunConfig } from '../../config/runConfig';
import { durationText } from '../../durationText';
import { EXPERIMENTS, type Experiment } from '../../experiments/experiments';
import { loadResults, type ExperimentResults } from '../../experiments/results';
import { failureInfo } from '../../failure';
import { quoted } from '../../quoted';
import { useRun, useSession } from '../store/context';
import { isUnderWay, runsOf } from '../store/experimentQueue';
import { statusOf } from '../store/status';
import { ExperimentCard, type CardLink } from '../views/experiments/ExperimentCard';
import { ExperimentsView } from '../views/experiments/ExperimentsView';
import { withShown } from './layout/viewAddress';
import { useViewOnShow } from './viewOnShow';

/** The gallery of experiments over the session. */
export function ExperimentsStage() {
  const { experiments } = useSession();
  const steps = useStore(experiments.store, (state) => state.steps);
  const { results, failure } = useResults();
  return (
    <ExperimentsView
      results={results}
      failure={failure}
      steps={steps}
      onSteps={(next) => experiments.setSteps(next)}
    >
      {EXPERIMENTS.map((experiment) => (
        <Card key={experiment.id} experiment={experiment} results={results} />
      ))}
    </ExperimentsView>
  );
}

interface CardProps {
  readonly experiment: Experiment;
  readonly results: ExperimentResults | null;
}

function Card({ experiment, results }: CardProps) {
  const session = useSession();
  const { experiments } = session;
  const { show } = useViewOnShow();
  const viewLink = useViewLink();
  const steps = useStore(experiments.store, (state) => state.steps);
  const own = useStore(experiments.store, ({ job }) => (job?.id === experiment.id ? job : null));
  const isBusy = useStore(experiments.store, ({ job }) => isUnderWay(job));
  const canTrain = useRun((state) => {
    const status = statusOf(state);
    return status !== 'gone' && status !== 'opening';
  });
  const runs = useMemo(
    () =>
      runsOf(experiment, steps).map((run) => ({
        run,
        settings: {
          title: run.label,
          href: `#${encodeLink(run.config)}`,
          onOpen: () => session.openConfig(run.config, quoted(run.label)),
        },
      })),
    [session, experiment, steps],
  );
  const duration = useDuration(useMemo(() => runs.map(({ run }) => run.config), [runs]));
  return (
    <ExperimentCard
      experiment={experiment}
      results={results}
      runs={runs}
      duration={duration}
      canRun={canTrain && !isBusy}
      job={own}
      viewLink={viewLink}
      onRun={() => void experiments.start(experiment)}
      onSkip={() => void experiments.skip()}
      onEnd={() => void experiments.end()}
      onCompare={() => show('compare')}
    />
  );
}

/** The numbers, once they are loaded, or why they cannot be. */
function useResults() {
  const [results, setResults] = useState<ExperimentResults | null>(null);
  const [failure, setFailure] = useState<string>();
  useEffect(() => {
    let isGone = false;
    loadResults().then(
      (loaded) => {
        if (!isGone) setResults(loaded);
      },
      (error: unknown) => {
        if (!isGone) setFailure(failureInfo(error, 'loading the numbers of the experiments').message);
      },
    );
    return () => {
      isGone = true;
    };
  }, []);
  return { results, failure };
}

/** The way to another view, where the page has it. */
function useViewLink(): (id: string) => CardLink | undefined {
  const { views, show } = useViewOnShow();
  return useMemo(
    () => (id) => {
      const view = views.find((one) => one.id === id);
      if (view === undefined) return undefined;
      const href = `${withShown(window.location.search, { view: id, beside: null })}${window.location.hash}`;
      return { title: view.title, href, onOpen: () => show(id) };
    },
    [views, show],
  );
}

/** How long these runs are, and take at the pace of the run on show; runs of other settings may take longer or less. */
function useDuration(configs: readonly RunConfig[]): string {
  // A pace that runs would have every card drawn anew.
  const pace = useRun(({ stepsPerSecond }) =>
    stepsPerSecond === null ? null : Number(stepsPerSecond.toPrecision(1)),
  );
  const steps = configs.reduce((sum, { run }) => sum + run.length, 0);
  const count = `${steps.toLocaleString('en')} steps in all`;
  return pace === null || pace <= 0
    ? `${count}; minutes on a slow device`
    : `${count}; ≈ ${durationText(steps / pace)} at the pace of the run on show`;
}
