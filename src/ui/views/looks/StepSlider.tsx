import { ActionIcon, Slider } from '@mantine/core';
import { useInterval } from '@mantine/hooks';
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { useEffect } from 'react';
import classes from './looks.module.css';

interface StepSliderProps {
  /** Ascending; two at least. */
  readonly steps: readonly number[];
  /** Place of the step on show. */
  readonly place: number;
  readonly onPlace: (place: number) => void;
  readonly label: string;
  /** True while the picture of the step on show is not there yet: playing waits for it. */
  readonly isWaiting?: boolean;
}

/** How long each step is shown while it plays, in ms. */
const FRAME = 400;

/** Moves through the steps of a run, by hand or by itself. */
export function StepSlider({ steps, place, onPlace, label, isWaiting = false }: StepSliderProps) {
  const last = steps.length - 1;
  const { active, start, stop } = useInterval(() => {
    if (!isWaiting) onPlace(Math.min(place + 1, last));
  }, FRAME);
  useEffect(() => {
    if (place >= last) stop();
  }, [place, last, stop]);
  const toggle = () => {
    if (active) {
      stop();
      return;
    }
    if (place >= last) onPlace(0);
    start();
  };
  const text = (at: number) => (steps[at] ?? 0).toLocaleString('en');
  return (
    <div className={classes.steps}>
      <ActionIcon
        variant="default"
        size={28}
        onClick={toggle}
        aria-label={active ? 'Stop playing' : 'Play the steps'}
      >
        {active ? <IconPlayerPause size="0.9rem" /> : <IconPlayerPlay size="0.9rem" />}
      </ActionIcon>
      <Slider
        className={classes.slider ?? ''}
        size="sm"
        min={0}
        max={last}
        step={1}
        value={place}
        onChange={(next) => {
          stop();
          onPlace(next);
        }}
        label={text}
        thumbLabel={label}
        thumbProps={{ 'aria-valuetext': `Step ${text(place)}` }}
      />
      <output className={classes.step}>Step {text(place)}</output>
    </div>
  );
}
