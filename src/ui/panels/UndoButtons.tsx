import { ActionIcon, Tooltip } from '@mantine/core';
import { IconArrowBackUp, IconArrowForwardUp } from '@tabler/icons-react';
import { useStore } from 'zustand';
import { changeText } from '../store/configHistory';
import type { ConfigState } from '../store/configStore';
import { useConfig, useSession } from '../store/context';
import classes from './panels.module.css';

/** Takes back what was set last, and sets it again; each says what it would change. */
export function UndoButtons() {
  const { configHistory } = useSession();
  const { past, future } = useStore(configHistory.store);
  return (
    <div className={classes.undo} role="group" aria-label="Undo and redo">
      <StepButton
        label="Undo"
        to={past.at(-1)}
        keys="Control+Z Meta+Z"
        onClick={() => configHistory.undo()}
      />
      <StepButton
        label="Redo"
        to={future.at(-1)}
        keys="Control+Shift+Z Meta+Shift+Z"
        onClick={() => configHistory.redo()}
      />
    </div>
  );
}

interface StepButtonProps {
  readonly label: 'Undo' | 'Redo';
  /** What the panels would say then; `undefined` where there is no such step. */
  readonly to: ConfigState | undefined;
  readonly keys: string;
  readonly onClick: () => void;
}

function StepButton({ label, to, keys, onClick }: StepButtonProps) {
  const config = useConfig((state) => state.config);
  const Icon = label === 'Undo' ? IconArrowBackUp : IconArrowForwardUp;
  return (
    <Tooltip
      label={
        to === undefined ? `Nothing to ${label.toLowerCase()}` : `${label}: ${changeText(config, to.config)}`
      }
    >
      <ActionIcon
        variant="subtle"
        size={26}
        aria-label={`${label} a setting`}
        aria-keyshortcuts={keys}
        disabled={to === undefined}
        onClick={onClick}
      >
        <Icon size="1rem" />
      </ActionIcon>
    </Tooltip>
  );
}
