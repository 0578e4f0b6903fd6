import { Button } from '@mantine/core';
import { STEP_PHASES } from '../../../reports/stepPhases';
import { useRun } from '../../store/context';
import type { StepTiming } from './useStepTiming';
import { ProgramTable } from './ProgramTable';
import { ShareBars } from './ShareBars';
import { WHY_UNTIMED } from './untimed';
import cards from '../../theme/card.module.css';
import views from '../../theme/view.module.css';
import classes from './model.module.css';

/** Where the time of a step goes: as a whole always, by phase and program where the device tells. */
export function StepTimes({ profile, isMeasuring, measure }: StepTiming) {
  const pace = useRun((state) => state.stepsPerSecond);
  const cost = useRun((state) => state.stepCost);
  const isSetUp = useRun((state) => state.active !== null);
  return (
    <section className={`${cards.card} ${views.card}`} aria-label="Time of a step">
      <header className={views.head}>
        <h3 className={cards.cardTitle}>Time of a step</h3>
        <Button
          size="compact-sm"
          variant="default"
          loading={isMeasuring}
          disabled={!isSetUp}
          onClick={measure}
        >
          Time its parts
        </Button>
      </header>
      <dl className={classes.facts}>
        <div>
          <dt>Whole step</dt>
          <dd>
            {pace === null || pace === 0 ? 'not known before a training' : milliseconds(1000 / pace, 3)}
          </dd>
        </div>
        {cost !== null && (
          <div>
            <dt>Of it JavaScript</dt>
            <dd>{milliseconds(cost.hostMilliseconds, 2)}</dd>
          </div>
        )}
        {cost?.dispatches !== undefined && (
          <div>
            <dt>GPU programs run</dt>
            <dd>{cost.dispatches.toLocaleString('en')}</dd>
          </div>
        )}
      </dl>
      <div role="status">
        {profile !== null && 'untimed' in profile && (
          <p className={views.note}>
            {WHY_UNTIMED[profile.untimed]}
            {profile.untimed !== 'not recorded' && ' The time of the whole step stands above.'}
          </p>
        )}
      </div>
      {profile !== null && 'programs' in profile && (
        <>
          <ShareBars
            label="Time by phase"
            bars={profile.phases.map(({ phase, share, milliseconds: time }) => ({
              label: STEP_PHASES[phase],
              value: milliseconds(time, 3),
              share,
            }))}
          />
          <ProgramTable programs={profile.programs} />
        </>
      )}
    </section>
  );
}

/** Rounded, and plain however long: "2,490 ms". */
function milliseconds(time: number, digits: number): string {
  const rounding = { minimumSignificantDigits: digits, maximumSignificantDigits: digits };
  return `${time.toLocaleString('en', rounding)} ms`;
}
