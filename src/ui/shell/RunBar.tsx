import { ActionIcon, Tooltip } from '@mantine/core';
import {
  IconCommand,
  IconHelp,
  IconHistory,
  IconLayoutSidebarLeftCollapse,
  IconLayoutSidebarLeftExpand,
  IconShare2,
} from '@tabler/icons-react';
import { DeviceChip } from './DeviceChip';
import { ExportMenu } from './ExportMenu';
import type { Openers } from './openers';
import { RunProgress } from './RunProgress';
import { SchemeToggle } from './SchemeToggle';
import { TrainControls } from './TrainControls';
import { Wordmark } from './Wordmark';
import classes from './shell.module.css';

interface RunBarProps extends Openers {
  readonly panelsOpen: boolean;
  /** `null` where the link hides all panels. */
  readonly togglePanels: (() => void) | null;
}

/** The bar on top of a wide screen: the run on the left, what to do with it on the right. */
export function RunBar({ panelsOpen, togglePanels, ...openers }: RunBarProps) {
  const panelsLabel = panelsOpen ? 'Fold the settings away' : 'Show the settings';
  return (
    <header className={classes.bar}>
      {togglePanels !== null && (
        <Tooltip label={panelsLabel}>
          <ActionIcon
            variant="subtle"
            size={34}
            onClick={togglePanels}
            aria-label={panelsLabel}
            aria-expanded={panelsOpen}
            aria-controls="panels"
          >
            {panelsOpen ? (
              <IconLayoutSidebarLeftCollapse size="1.125rem" />
            ) : (
              <IconLayoutSidebarLeftExpand size="1.125rem" />
            )}
          </ActionIcon>
        </Tooltip>
      )}
      <Wordmark />
      <TrainControls />
      <RunProgress />
      <DeviceChip />
      <RunTools {...openers} />
    </header>
  );
}

/** What is done once: runs, share, export, colours, help. */
export function RunTools({ share, help, runs, palette, exports }: Openers) {
  return (
    <div className={classes.tools}>
      <CommandsButton onClick={palette} />
      <RunsButton onClick={runs} />
      <ShareButton onClick={share} />
      <ExportMenu onAll={exports} />
      <SchemeToggle />
      <HelpButton onClick={help} />
    </div>
  );
}

function CommandsButton({ onClick }: { onClick: () => void }) {
  return (
    <Tooltip label="All commands (Ctrl+K or ⌘K)">
      <ActionIcon
        className={classes.commands}
        variant="subtle"
        size={34}
        aria-label="All commands"
        onClick={onClick}
        aria-haspopup="dialog"
        aria-keyshortcuts="Control+K Meta+K"
      >
        <IconCommand size="1.0625rem" />
      </ActionIcon>
    </Tooltip>
  );
}

function RunsButton({ onClick }: { onClick: () => void }) {
  return (
    <Tooltip label="Runs in this browser">
      <ActionIcon variant="subtle" size={34} aria-label="Runs" onClick={onClick} aria-haspopup="dialog">
        <IconHistory size="1.125rem" />
      </ActionIcon>
    </Tooltip>
  );
}

function ShareButton({ onClick }: { onClick: () => void }) {
  return (
    <Tooltip label="Share this run as a link">
      <ActionIcon variant="subtle" size={34} aria-label="Share" onClick={onClick}>
        <IconShare2 size="1.0625rem" />
      </ActionIcon>
    </Tooltip>
  );
}

function HelpButton({ onClick }: { onClick: () => void }) {
  return (
    <Tooltip label="What you see, and keys (?)">
      <ActionIcon variant="subtle" size={34} aria-label="Help" onClick={onClick}>
        <IconHelp size="1.125rem" />
      </ActionIcon>
    </Tooltip>
  );
}
