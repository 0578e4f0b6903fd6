import { Tabs } from '@mantine/core';
import type { ReactNode, Ref } from 'react';
import { CorrespondenceView } from '../views/correspondence/CorrespondenceView';
import { CurvesView, type CurvesHandle } from '../views/curves/CurvesView';
import { LossView } from '../views/measures/LossView';
import { EvaluateView } from '../views/evaluate/EvaluateView';
import { MeasuresView } from '../views/measures/MeasuresView';
import { useConfig, useRun, useSession } from '../store/context';
import { baselinesFor } from '../store/evaluations';
import { hasResults } from '../store/runStore';
import { isBusy, statusOf } from '../store/status';
import { ChooseFiles } from './ChooseFiles';
import { Notices } from './Notices';
import { statusText } from './phaseText';
import { SweepStage } from './SweepStage';
import classes from './shell.module.css';
import own from './filesWanted.module.css';

/** Everything that shows: the training under way, what it has learned, or a sweep over many trainings. */
export function Stage({ curves }: { curves: Ref<CurvesHandle> }) {
  return (
    <main className={classes.stage} id="stage">
      <Tabs defaultValue="training">
        <Tabs.List className={classes.stageTabs ?? ''} aria-label="Views">
          <Tabs.Tab value="training">Training</Tabs.Tab>
          <Tabs.Tab value="evaluate">Evaluate</Tabs.Tab>
          <Tabs.Tab value="sweep">Sweep</Tabs.Tab>
        </Tabs.List>
        <Notices />
        <Tabs.Panel value="training">
          <TrainingViews curves={curves} />
        </Tabs.Panel>
        <Tabs.Panel value="evaluate" keepMounted={false}>
          <Evaluate />
        </Tabs.Panel>
        <Tabs.Panel value="sweep">
          <SweepStage ref={curves} />
        </Tabs.Panel>
      </Tabs>
    </main>
  );
}

/** Images with their matches first and largest, the loss and its curves beside them, numbers third. */
function TrainingViews({ curves }: { curves: Ref<CurvesHandle> }) {
  return (
    <div className={classes.views}>
      <div className={`${classes.card} ${classes.matches}`}>
        <Matches />
      </div>
      <div className={`${classes.card} ${classes.loss}`}>
        <Loss />
      </div>
      <div className={`${classes.card} ${classes.curves}`}>
        <Curves curves={curves} />
      </div>
      <div className={`${classes.card} ${classes.measures}`}>
        <Measures />
      </div>
    </div>
  );
}

function Evaluate() {
  const session = useSession();
  const evaluation = useRun((state) => state.evaluation);
  const active = useRun((state) => state.active);
  const initialAlpha = useRun((state) => state.initialAlpha);
  const unserved = useRun((state) => state.data?.unserved);
  const step = useRun((state) => state.step);
  const status = useRun(statusOf);
  return (
    <EvaluateView
      evaluation={evaluation}
      baselines={active === null ? [] : baselinesFor(evaluation, active, initialAlpha)}
      unserved={unserved ?? []}
      step={step}
      isReady={active !== null && status !== 'gone' && !isBusy(status)}
      onPlan={(change) => session.planEvaluation(change)}
      onEvaluate={(subject) => void session.evaluate([subject])}
      onCancel={() => void session.cancelEvaluation()}
    />
  );
}

function Loss() {
  const report = useRun((state) => state.latest);
  const config = useRun((state) => state.active);
  return <LossView report={report ?? undefined} config={config ?? undefined} />;
}

function Matches() {
  const session = useSession();
  const snapshot = useRun((state) => state.snapshot);
  const firstViews = useRun((state) => state.firstViews);
  const imageCount = useRun((state) => state.data?.count);
  const pendingImage = useRun((state) => state.pendingImage);
  const begun = useRun(hasResults);
  const needsFiles = useRun((state) => state.needsFiles) && !begun;
  const note = useEmptyNote();
  return (
    <CorrespondenceView
      snapshot={needsFiles ? undefined : (snapshot ?? undefined)}
      firstViews={needsFiles ? undefined : (firstViews ?? undefined)}
      imageCount={imageCount}
      pendingImage={pendingImage ?? undefined}
      emptyNote={needsFiles ? <FilesWanted /> : note}
      onPickImage={(index) => void session.showImage(index)}
    />
  );
}

/** Why there are no views yet, while the page is on its way to them. */
function useEmptyNote(): ReactNode {
  const status = useRun(statusOf);
  const device = useRun((state) => state.device);
  const isSetUp = useRun((state) => state.active !== null);
  if (status === 'gone' || status === 'notReady')
    return 'The two views of an image appear here once a run is set up.';
  if (isBusy(status)) return `${statusText(status, device)} …`;
  return isSetUp ? 'Matching the parts of the two views …' : undefined;
}

function FilesWanted() {
  const source = useConfig((state) => state.config.data.source);
  return (
    <div className={own.files}>
      <p>
        {source === 'cifar10'
          ? 'CIFAR-10’s batch files are what this configuration trains on.'
          : 'Your own images are what this configuration trains on.'}{' '}
        Choose them, or drop them anywhere. They stay on this machine.
      </p>
      <ChooseFiles />
    </div>
  );
}

function Curves({ curves }: { curves: Ref<CurvesHandle> }) {
  const history = useRun((state) => state.history);
  const previous = useRun((state) => state.previous);
  const shared = useRun((state) => state.shared);
  const config = useRun((state) => state.active);
  return (
    <CurvesView
      ref={curves}
      history={history}
      previous={previous ?? undefined}
      shared={shared ?? undefined}
      config={config ?? undefined}
    />
  );
}

function Measures() {
  const report = useRun((state) => state.latest);
  const accuracy = useRun((state) => state.accuracy);
  const knn = useRun((state) => state.knn);
  const config = useRun((state) => state.active);
  return (
    <MeasuresView
      report={report ?? undefined}
      accuracy={accuracy ?? undefined}
      knn={knn ?? undefined}
      config={config ?? undefined}
    />
  );
}
