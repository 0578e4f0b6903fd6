import type { Ref } from 'react';
import { CorrespondenceView } from '../views/correspondence/CorrespondenceView';
import { CurvesView, type CurvesHandle } from '../views/curves/CurvesView';
import { LossView } from '../views/measures/LossView';
import { MeasuresView } from '../views/measures/MeasuresView';
import { useRun, useSession } from '../store/context';
import { Notices } from './Notices';
import { isBusy, phaseText } from './phaseText';
import classes from './shell.module.css';

/** The views: images with their matches first and largest, the loss and its curves beside them, numbers third. */
export function Stage({ curves }: { curves: Ref<CurvesHandle> }) {
  return (
    <main className={classes.stage} id="stage">
      <Notices />
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
    </main>
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
  return (
    <CorrespondenceView
      snapshot={snapshot ?? undefined}
      firstViews={firstViews ?? undefined}
      imageCount={imageCount}
      pendingImage={pendingImage ?? undefined}
      emptyNote={useEmptyNote()}
      onPickImage={(index) => void session.showImage(index)}
    />
  );
}

/** Why there are no views yet, while the page is on its way to them. */
function useEmptyNote(): string | undefined {
  const phase = useRun((state) => state.phase);
  const device = useRun((state) => state.device);
  const failed = useRun((state) => state.failure !== null);
  if (failed) return 'The two views of an image appear here once a run is set up.';
  return isBusy(phase) ? `${phaseText(phase, device)} …` : undefined;
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
  const config = useRun((state) => state.active);
  return (
    <MeasuresView
      report={report ?? undefined}
      accuracy={accuracy ?? undefined}
      config={config ?? undefined}
    />
  );
}
