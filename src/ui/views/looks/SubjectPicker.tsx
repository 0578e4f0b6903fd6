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
  /** True while what is on show is of another subject still. */
  readonly isWaiting?: boolean;
}

const OF_RUN = 'run';
const OF_MOMENT = 'moment';

/** Chooses whose weights are looked at: this run's, now or at an earlier step, or those of another run in the library. */
export function SubjectPicker(props: SubjectPickerProps) {
  const { label, subject, onSubject, moments, others, isWaiting = false } = props;
  const places = new Map(moments.map((step, place) => [step, place]));
  const choose = (value: string) => {
    if (value === OF_RUN) onSubject({ of: 'run' });
    else if (value === OF_MOMENT) onSubject({ of: 'moment', step: moments[0]! });
    else onSubject({ of: 'other', id: value });
  };
  const last = moments.length - 1;
  return (
    <div className={classes.picker}>
      <NativeSelect
        size="xs"
        aria-label={label}
        value={subject.of === 'other' ? subject.id : subject.of}
        onChange={(event) => choose(event.currentTarget.value)}
        data={[
          { value: OF_RUN, label: 'This run, now' },
          { value: OF_MOMENT, label: 'This run, earlier', disabled: moments.length < 2 },
          ...others.map((other) => ({
            value: other.id,
            label: subjectText({ of: 'other', id: other.id }, others),
          })),
        ]}
      />
      {subject.of === 'moment' && moments.length > 1 && (
        <StepSlider
          steps={moments}
          place={places.get(subject.step) ?? last}
          onPlace={(place) => onSubject({ of: 'moment', step: moments[place]! })}
          label={`Step of the ${label.toLowerCase()}`}
          isWaiting={isWaiting}
        />
      )}
    </div>
  );
}
