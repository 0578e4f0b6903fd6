import { ActionIcon, Button, CloseButton, Menu, NativeSelect, Slider } from '@mantine/core';
import { IconChevronDown, IconHistory, IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { RECORDED, findRecorded, recordedLabel, type Recorded } from '../../../experiments/recorded';
import { reportOnShow, SPEEDS, type RecordedState, type Speed } from '../../store/recordedRuns';
import type { PlayedRun } from '../../store/playedRun';
import { RecordedFacts } from './RecordedFacts';
import cards from '../../theme/card.module.css';
import classes from './recorded.module.css';

interface RecordedBarProps extends Omit<RecordedState, 'played'> {
  readonly played: PlayedRun;
  /** What leads back to the page's own run. */
  readonly endLabel: string;
  /** False while nothing can be trained. */
  readonly canTrain: boolean;
  readonly actions: RecordedActions;
}

export interface RecordedActions {
  readonly show: (recorded: Recorded) => void;
  readonly end: () => void;
  readonly play: () => void;
  readonly pause: () => void;
  readonly seek: (place: number) => void;
  readonly setSpeed: (speed: Speed) => void;
  readonly compareWith: (other: Recorded) => void;
  readonly startFrom: () => void;
  readonly reproduce: () => void;
}

/** What is on show is a recorded run: which one and how far, the way through its steps, and what can be done with it. */
export function RecordedBar(props: RecordedBarProps) {
  const { played, place, loading, endLabel, canTrain, actions } = props;
  const { recorded, label, totalSteps, run } = played;
  const count = (steps: number) => steps.toLocaleString('en');
  const { step } = reportOnShow(played, place);
  return (
    <section
      className={`${cards.card} ${classes.bar}`}
      aria-label="Recorded run"
      aria-busy={loading !== null}
    >
      <header className={classes.head}>
        <p className={classes.mark}>
          <IconHistory size="0.9375rem" aria-hidden />
          <strong>Recorded run</strong>
          <span aria-hidden>·</span>
          <span>{label}</span>
          <span className={classes.beforeStep} aria-hidden>
            ·
          </span>
          <span className={classes.step}>
            step {count(step)} of {count(totalSteps)}
          </span>
        </p>
        <NativeSelect
          size="xs"
          aria-label="Recorded run on show"
          value={(loading ?? recorded).id}
          onChange={(event) => actions.show(findRecorded(event.currentTarget.value)!)}
          data={RECORDED.map((one) => ({ value: one.id, label: recordedLabel(one) }))}
        />
        <CloseButton size="sm" aria-label={endLabel} title={endLabel} onClick={actions.end} />
      </header>
      <Player {...props} />
      <div className={classes.about}>
        <div className={classes.words}>
          <p title={`Trained with seed ${run.made.seed} on ${run.made.machine}`}>
            {recorded.sentence} Press Train for a run of your own.
          </p>
          <RecordedFacts evaluations={run.evaluations} />
        </div>
        <div className={classes.ways}>
          <CompareMenu recorded={recorded} onCompare={actions.compareWith} />
          <Button size="compact-sm" variant="default" disabled={!canTrain} onClick={actions.startFrom}>
            Start from its weights
          </Button>
          <Button size="compact-sm" variant="default" disabled={!canTrain} onClick={actions.reproduce}>
            Reproduce
          </Button>
        </div>
      </div>
    </section>
  );
}

function Player({ played, place, isPlaying, speed, actions }: RecordedBarProps) {
  const stepText = (at: number) => reportOnShow(played, at).step.toLocaleString('en');
  return (
    <div className={classes.player}>
      <ActionIcon
        variant="default"
        size={28}
        onClick={isPlaying ? actions.pause : actions.play}
        aria-label={isPlaying ? 'Pause the recorded run' : 'Play the recorded run'}
      >
        {isPlaying ? <IconPlayerPause size="0.9rem" /> : <IconPlayerPlay size="0.9rem" />}
      </ActionIcon>
      <Slider
        className={classes.slider ?? ''}
        size="sm"
        min={0}
        max={played.reports.length - 1}
        step={1}
        value={place}
        onChange={actions.seek}
        label={stepText}
        thumbLabel="Step of the recorded run"
        thumbProps={{ 'aria-valuetext': `Step ${stepText(place)}` }}
      />
      <NativeSelect
        size="xs"
        className={classes.speed ?? ''}
        aria-label="Speed"
        value={speed}
        onChange={(event) => actions.setSpeed(Number(event.currentTarget.value) as Speed)}
        data={SPEEDS.map((factor) => ({ value: String(factor), label: `${factor} ×` }))}
      />
    </div>
  );
}

interface CompareMenuProps {
  readonly recorded: Recorded;
  readonly onCompare: (other: Recorded) => void;
}

function CompareMenu({ recorded, onCompare }: CompareMenuProps) {
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <Button
          size="compact-sm"
          variant="default"
          rightSection={<IconChevronDown size="0.875rem" aria-hidden />}
        >
          Compare with…
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {RECORDED.filter((other) => other !== recorded).map((other) => (
          <Menu.Item key={other.id} onClick={() => onCompare(other)}>
            {recordedLabel(other)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
