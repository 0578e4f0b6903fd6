import { NativeSelect } from '@mantine/core';
import type { LookSubject } from '../../../reports/looks';
import { StepSlider } from './StepSlider';
import { subjectText, type OtherSubject } from './subjects';
import classes from './looks.module.css';

interface SubjectPickerProps {
  /** What is chosen, e.g. "Weights". */
  readonly label: string;
  readonly subject: LookSubject;
  /** Keep the objects that it gets: a look is taken anew for another object. */
  readonly onSubject: (subject: LookSubject) => void;
  /** Steps of this run whose weights are kept. */
  readonly moments: readonly number[];
  readonly others: readonly OtherSubject[];
  /** One more choice of steps. */
  readonly also?: MoreSteps;
  /** True while what is on show is of another subject still. */
  readonly isWaiting?: boolean;
}

/** Steps to choose from that are no weights. */
interface MoreSteps {
  readonly label: string;
  /** Ascending; the choice is not there while these are too few. */
  readonly steps: readonly number[];
  /** The one on show, in place of the subject; `null` for the subject. */
  readonly step: number | null;
  readonly onStep: (step: number) => void;
}

const OF_RUN = 'run';
const OF_MOMENT = 'moment';
const ALSO = 'also';

/** Chooses whose weights are looked at: this run's, now or at an earlier step, or those of another run in the library. */
export function SubjectPicker(props: SubjectPickerProps) {
  const { label, subject, onSubject, moments, others, also, isWaiting = false } = props;
  const alsoStep = also?.step ?? null;
  const choose = (value: string) => {
    if (value === ALSO) also?.onStep(also.steps[0]!);
    else if (value === OF_RUN) onSubject({ of: 'run' });
    else if (value === OF_MOMENT) onSubject({ of: 'moment', step: moments[0]! });
    else onSubject({ of: 'other', id: value });
  };
  return (
    <div className={classes.picker}>
      <NativeSelect
        size="xs"
        aria-label={label}
        value={alsoStep !== null ? ALSO : subject.of === 'other' ? subject.id : subject.of}
        onChange={(event) => choose(event.currentTarget.value)}
        data={[
          { value: OF_RUN, label: 'This run, now' },
          { value: OF_MOMENT, label: 'This run, earlier', disabled: moments.length < 2 },
          ...(also !== undefined && (also.steps.length > 1 || alsoStep !== null)
            ? [{ value: ALSO, label: also.label }]
            : []),
          ...others.map((other) => ({
            value: other.id,
            label: subjectText({ of: 'other', id: other.id }, others),
          })),
        ]}
      />
      {also !== undefined && alsoStep !== null && also.steps.length > 1 && (
        <StepSlider
          steps={also.steps}
          place={placeOf(alsoStep, also.steps)}
          onPlace={(place) => also.onStep(also.steps[place]!)}
          label="Step of the pictures"
        />
      )}
      {alsoStep === null && subject.of === 'moment' && moments.length > 1 && (
        <StepSlider
          steps={moments}
          place={placeOf(subject.step, moments)}
          onPlace={(place) => onSubject({ of: 'moment', step: moments[place]! })}
          label={`Step of the ${label.toLowerCase()}`}
          isWaiting={isWaiting}
        />
      )}
    </div>
  );
}

/** The place of a step; the last one where the step is gone. */
function placeOf(step: number, steps: readonly number[]): number {
  const place = steps.indexOf(step);
  return place < 0 ? steps.length - 1 : place;
}
