import { Button } from '@mantine/core';
import { IconFlask } from '@tabler/icons-react';
import { useStore } from 'zustand';
import { useSession } from '../store/context';
import { isUnderWay } from '../store/experimentQueue';
import { keptIn, overText, underWayText } from '../views/experiments/words';
import { Notice } from './Notice';
import { useViewOnShow } from './viewOnShow';
import classes from './notices.module.css';

/** Which run of an experiment is under way, or what became of all; nothing where none was begun. */
export function ExperimentNotice() {
  const { experiments } = useSession();
  const { show } = useViewOnShow();
  const job = useStore(experiments.store, (state) => state.job);
  if (job === null) return null;
  const underWay = isUnderWay(job);
  return (
    <Notice
      icon={<IconFlask size="1rem" />}
      text={`“${job.question}” ${underWay ? underWayText(job) : overText(job)}`}
    >
      <div className={classes.ways}>
        {underWay ? (
          <>
            <Button size="compact-sm" variant="default" onClick={() => void experiments.skip()}>
              Skip
            </Button>
            <Button size="compact-sm" variant="default" onClick={() => void experiments.end()}>
              End
            </Button>
          </>
        ) : (
          <>
            {keptIn(job.runs).length > 1 && (
              <Button size="compact-sm" variant="default" onClick={() => show('compare')}>
                Compare the runs
              </Button>
            )}
            <Button size="compact-sm" variant="subtle" onClick={() => experiments.dismiss()}>
              Dismiss
            </Button>
          </>
        )}
      </div>
    </Notice>
  );
}
