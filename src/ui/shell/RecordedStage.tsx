import { useMemo } from 'react';
import { useStore } from 'zustand';
import { useRun, useSession } from '../store/context';
import { pictureAt } from '../store/playedRun';
import { reportOnShow } from '../store/recordedRuns';
import { hasResults } from '../store/runState';
import { isBusy, statusOf } from '../store/status';
import { CorrespondenceView } from '../views/correspondence/CorrespondenceView';
import { CurvesView } from '../views/curves/CurvesView';
import { LossView } from '../views/measures/LossView';
import { MeasuresView } from '../views/measures/MeasuresView';
import { RecordedBar, type RecordedActions } from '../views/recorded/RecordedBar';
import type { StageProps } from './stageProps';
import { TrainingCards } from './TrainingCards';
import { usePlotsWait } from './usePlotsWait';
import { useViewOnShow } from './viewOnShow';

/** The Training view as it was while a recorded run trained. */
export function RecordedStage({ plot }: StageProps) {
  const { recorded } = useSession();
  const { played, place, ...state } = useStore(recorded.store);
  const begun = useRun(hasResults);
  const canTrain = useRun((run) => {
    const status = statusOf(run);
    return !isBusy(status) && status !== 'gone' && !run.sweeping;
  });
  const waits = usePlotsWait();
  const actions = useActions();
  if (played === null) return null;
  const { step, history, latest, accuracy, knn } = reportOnShow(played, place);
  const { config } = played.run;
  return (
    <>
      <RecordedBar
        {...{ ...state, played, place, canTrain, actions }}
        endLabel={begun ? 'Back to the run' : 'Close the recorded run'}
      />
      <TrainingCards
        matches={<CorrespondenceView snapshot={pictureAt(played, step)} imageCount={played.run.data.count} />}
        loss={<LossView report={latest ?? undefined} config={config} />}
        curves={<CurvesView ref={plot} history={history} config={config} waits={waits} />}
        measures={
          <MeasuresView
            report={latest ?? undefined}
            accuracy={accuracy ?? undefined}
            knn={knn ?? undefined}
            config={config}
          />
        }
      />
    </>
  );
}

function useActions(): RecordedActions {
  const { recorded } = useSession();
  const { show } = useViewOnShow();
  return useMemo(
    () => ({
      show: (other) => void recorded.show(other),
      end: recorded.end,
      play: recorded.play,
      pause: recorded.pause,
      seek: recorded.seek,
      setSpeed: recorded.setSpeed,
      compareWith: (other) =>
        void recorded.compareWith(other).then((isThere) => {
          if (isThere) show('compare');
        }),
      startFrom: () => void recorded.startFrom(),
      reproduce: () => void recorded.reproduce(),
    }),
    [recorded, show],
  );
}
