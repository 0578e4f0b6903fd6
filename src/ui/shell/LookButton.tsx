import { Button, Tooltip } from '@mantine/core';
import { IconEye } from '@tabler/icons-react';
import { useStore } from 'zustand';
import { useSession } from '../store/context';
import { isLookView } from './useLookModeView';
import { useViewOnShow } from './viewOnShow';
import classes from './shell.module.css';

/** Beside Train: looks at a model of a file, with no data set and no training; pressed again, it leads back. */
export function LookButton() {
  const { lookMode } = useSession();
  const isOn = useStore(lookMode.store, (state) => state.isOn);
  const { views } = useViewOnShow();
  // A link may have hidden what it would show.
  if (!views.some(({ id }) => isLookView(id))) return null;
  return (
    <Tooltip
      label={isOn ? 'Back to the run' : 'Look at a model of a file in your own images, without training'}
    >
      <Button
        className={classes.look}
        variant={isOn ? 'filled' : 'default'}
        aria-label="Look at a model"
        aria-pressed={isOn}
        leftSection={<IconEye size="1rem" />}
        onClick={isOn ? lookMode.leave : lookMode.enter}
      >
        <span className={classes.lookText}>Look</span>
      </Button>
    </Tooltip>
  );
}
