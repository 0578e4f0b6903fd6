import { Button, CloseButton } from '@mantine/core';
import { ProgramTable } from '../views/model/ProgramTable';
import { WHY_UNTIMED } from '../views/model/untimed';
import { useStepTiming } from '../views/model/useStepTiming';
import classes from './debug.module.css';

/** What the programs of a step cost, measured when it is asked for. */
export function StepProfiler() {
  const { profile, isMeasuring, measure, forget } = useStepTiming();
  return (
    <div className={classes.profiler}>
      <Button size="compact-xs" variant="default" loading={isMeasuring} onClick={measure}>
        Profile a step
      </Button>
      {profile !== null && (
        <>
          <CloseButton size="xs" aria-label="Close the profile" onClick={forget} />
          {'untimed' in profile ? (
            <p role="status">{WHY_UNTIMED[profile.untimed]}</p>
          ) : (
            <ProgramTable programs={profile.programs} />
          )}
        </>
      )}
    </div>
  );
}
