import { Tour } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTextUnit } from '../views/useTextUnit';
import { markTourSeen } from './tourSeen';
import classes from './tour.module.css';

interface TourStop {
  /** Selector of what it is about; where that is not on the page, the text stands in the middle. */
  readonly target: string;
  readonly title: string;
  readonly text: string;
  readonly position: 'bottom' | 'top' | 'left' | 'right';
}

const STOPS: readonly TourStop[] = [
  {
    target: '[data-tour="train"]',
    title: 'Train here',
    text: 'A small network and a data set are ready. Press Train, or the space bar, and the network learns in this page, on your GPU. Nothing is sent anywhere.',
    position: 'bottom',
  },
  {
    target: '[data-tour="matches"]',
    title: 'One image, seen twice',
    text: 'Lines join the parts that the network takes for the same. Right ones are coloured, wrong ones are grey and end in ×. More become right as it learns. Point at a cell to see what it resembles.',
    position: 'right',
  },
  {
    target: '[data-tour="curves"]',
    title: 'How it goes',
    text: 'The loss and its terms, the matching accuracy and more. Drag in a plot to zoom in; the zoom stays while points come.',
    position: 'left',
  },
  {
    // On a phone it is in a drawer, to which a button leads.
    target: '[data-path="loss.alpha"], [data-tour="settings"]',
    title: 'The knob of the paper',
    text: 'α shares the loss between whole images and matched parts. Move it while it trains. Fields marked ↻ wait for Reset. What you set can be undone.',
    position: 'right',
  },
  {
    target: '[data-tour="views"]',
    title: 'More to look at',
    text: 'Each tab is another view of what is learned. Two can stand beside each other. Press ? for help and all keys, and Ctrl+K or ⌘K for every command.',
    position: 'bottom',
  },
];

/** Five stops along the page. Everything on it stays in use meanwhile. */
export function PageTour({ opened, onClose }: { readonly opened: boolean; readonly onClose: () => void }) {
  const [stop, setStop] = useState(0);
  const unit = useTextUnit();
  const target = opened ? STOPS[stop]?.target : undefined;
  useEffect(() => {
    if (opened) markTourSeen();
  }, [opened]);
  useEffect(() => {
    const element = target === undefined ? null : document.querySelector(target);
    element?.setAttribute('data-toured', '');
    return () => element?.removeAttribute('data-toured');
  }, [target]);
  return (
    <Tour
      active={opened}
      onClose={() => {
        setStop(0);
        onClose();
      }}
      step={stop}
      onStepChange={setStop}
      withOverlay={false}
      scrollToHandler={scrollTo}
      zIndex={250}
      maxWidth={320 * unit}
      classNames={{ tooltip: classes.stop ?? '' }}
      labels={{ skip: 'Skip the tour', close: 'Done' }}
    >
      {STOPS.map(({ title, text, ...place }) => (
        <Tour.Step key={title} title={title} {...place}>
          {text}
        </Tour.Step>
      ))}
    </Tour>
  );
}

/** Most of what it speaks of is higher than the screen, and moves only where its top is out of sight; what is seen whole stays. */
function scrollTo(element: HTMLElement): void {
  const { top, bottom } = element.getBoundingClientRect();
  if (top >= 0 && bottom <= window.innerHeight) return;
  if (top < 0 || top > window.innerHeight / 2) element.scrollIntoView({ block: 'start' });
}
