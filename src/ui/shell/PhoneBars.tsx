import { Button } from '@mantine/core';
import { IconAdjustmentsHorizontal } from '@tabler/icons-react';
import { DeviceChip } from './DeviceChip';
import type { Openers } from './openers';
import { RunTools } from './RunBar';
import { RunProgress } from './RunProgress';
import { TrainControls } from './TrainControls';
import { Wordmark } from './Wordmark';
import classes from './shell.module.css';

/** What a phone has on top: the name, and what is done once. */
export function PhoneTop(openers: Openers) {
  return (
    <header className={classes.phoneTop}>
      <Wordmark />
      <DeviceChip />
      <RunTools {...openers} />
    </header>
  );
}

/** The run bar within reach of a thumb; `openPanels` is `null` where the link hides all panels. */
export function PhoneBottom({ openPanels }: { openPanels: (() => void) | null }) {
  return (
    <footer className={classes.phoneBottom} aria-label="Run">
      <RunProgress />
      <div className={classes.phoneControls}>
        <TrainControls />
        {openPanels !== null && (
          <Button
            variant="default"
            leftSection={<IconAdjustmentsHorizontal size="1rem" />}
            onClick={openPanels}
            aria-haspopup="dialog"
            data-tour="settings"
          >
            Settings
          </Button>
        )}
      </div>
    </footer>
  );
}
