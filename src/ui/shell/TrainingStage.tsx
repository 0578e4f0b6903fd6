import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { useConfig, useRun, useSession } from '../store/context';
import { hasResults } from '../store/runState';
import { identityText } from '../store/identityText';
import { isBusy, statusOf } from '../store/status';
import { CorrespondenceView } from '../views/correspondence/CorrespondenceView';
import { CurvesView } from '../views/curves/CurvesView';
import { LossView } from '../views/measures/LossView';
import { MeasuresView } from '../views/measures/MeasuresView';
import { ChooseFiles } from './ChooseFiles';
import { ExperimentsLink } from './ExperimentsLink';
import { statusText } from './phaseText';
import { RecordedStage } from './RecordedStage';
import type { StageProps } from './stageProps';
import { TrainingCards } from './TrainingCards';
import { usePlotsWait } from './usePlotsWait';
import own from './filesWanted.module.css';

/** The run under way; or a recorded one, until there is something of its own to see. */
export function TrainingStage({ plot }: StageProps) {
  const { recorded } = useSession();
  const isPlayed = useStore(recorded.store, ({ played }) => played !== null);
  if (isPlayed) return <RecordedStage plot={plot} />;
  return (
    <TrainingCards
      matches={<Matches />}
      loss={<Loss />}
      curves={<Curves plot={plot} />}
      measures={<Measures />}
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

/** What the sources that need files want. */
const WANTED: Readonly<Record<string, string>> = {
  cifar10: 'CIFAR-10’s batch files',
  images: 'Your own images',
  arrays: 'Array files, as of MNIST,',
};

function FilesWanted() {
  const source = useConfig((state) => state.config.data.source);
  const wanted = useRun((state) => state.wantedData);
  return (
    <div className={own.files}>
      {wanted === null ? (
        <p>
          {WANTED[source]} are what this configuration trains on. Choose them, or drop them anywhere. They
          stay on this machine.
        </p>
      ) : (
        <p>
          This is about the images {identityText(wanted)}. They are not in the link: choose the same ones, or
          drop them anywhere. They stay on this machine.
        </p>
      )}
      <ChooseFiles />
    </div>
  );
}

function Curves({ plot }: StageProps) {
  const history = useRun((state) => state.history);
  const previous = useRun((state) => state.previous);
  const shared = useRun((state) => state.shared);
  const config = useRun((state) => state.active);
  const waits = usePlotsWait();
  return (
    <CurvesView
      ref={plot}
      history={history}
      previous={previous ?? undefined}
      shared={shared?.summary}
      config={config ?? undefined}
      waits={waits}
      emptyNote={<ExperimentsLink />}
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
