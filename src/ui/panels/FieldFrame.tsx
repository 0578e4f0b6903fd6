import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconArrowBackUp, IconLock, IconRotate2 } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { FieldDescription } from '../../config/describe';
import { FieldHelp } from './FieldHelp';
import { symbolOfField } from '../../config/symbols';
import { lightsUp, useIsLit } from '../store/lit';
import { useFieldNote } from './useFieldNote';
import { valueText } from '../../config/valueText';
import type { FieldBinding } from './useField';
import classes from './panels.module.css';

interface FieldFrameProps {
  readonly description: FieldDescription;
  readonly field: FieldBinding;
  /** The control's element that the label belongs to; without one, the control names itself. */
  readonly controlId?: string;
  /** Stands at the end of the label's line. */
  readonly aside?: ReactNode;
  readonly children?: ReactNode;
}

/** Everything around a control: label, symbol, unit, help, whether it was changed and when it takes effect. */
export function FieldFrame({ description, field, controlId, aside, children }: FieldFrameProps) {
  const { meta } = description;
  const note = useFieldNote(description.path);
  const symbol = symbolOfField(description);
  const isLit = useIsLit(symbol);
  return (
    <div
      className={classes.field}
      data-path={description.path}
      data-changed={field.changed || undefined}
      data-locked={field.locked || undefined}
      data-lit={isLit || undefined}
      {...lightsUp(symbol)}
    >
      <div className={classes.fieldHead}>
        <FieldHelp description={description} preset={field.preset}>
          <label className={classes.fieldLabel} htmlFor={controlId}>
            {meta.label}
            {meta.symbol !== undefined && <span className="symbol"> {meta.symbol}</span>}
            {meta.unit !== undefined && <span className={classes.fieldUnit}> {meta.unit}</span>}
          </label>
        </FieldHelp>
        {field.locked && <LockMark />}
        {(field.waits || (meta.effect === 'restart' && !field.locked)) && <RestartMark waits={field.waits} />}
        {field.changed && !field.locked && <RevertButton description={description} field={field} />}
        {aside !== undefined && <div className={classes.fieldAside}>{aside}</div>}
      </div>
      {children}
      {note !== undefined && <p className={classes.fieldNote}>{note}</p>}
      {field.error !== undefined && (
        <p className={classes.fieldError} role="alert">
          {field.error}
          {field.fits !== undefined && <UseFitting field={field} fits={field.fits} />}
        </p>
      )}
    </div>
  );
}

function UseFitting({ field, fits }: { field: FieldBinding; fits: number }) {
  return (
    <Button size="compact-xs" variant="light" onClick={() => field.edit(fits)}>
      Use {valueText(fits)}
    </Button>
  );
}

const LOCKED = 'Locked by this link';

function LockMark() {
  return (
    <Tooltip label={LOCKED}>
      <span className={classes.lock} role="img" aria-label={LOCKED} tabIndex={-1}>
        <IconLock size="0.75rem" aria-hidden />
      </span>
    </Tooltip>
  );
}

function RestartMark({ waits }: { waits: boolean }) {
  const text = waits ? 'Changed; takes effect after Reset' : 'Takes effect in a new run';
  return (
    <Tooltip label={text}>
      <span
        className={classes.restart}
        data-waits={waits || undefined}
        role="img"
        aria-label={text}
        tabIndex={-1}
      >
        <IconRotate2 size="0.6875rem" aria-hidden />
        {waits && 'waits'}
      </span>
    </Tooltip>
  );
}

function RevertButton({ description, field }: { description: FieldDescription; field: FieldBinding }) {
  const text = `Put ${description.meta.label} back to ${valueText(field.preset, description.shape)}`;
  return (
    <Tooltip label={text}>
      <ActionIcon
        className={classes.revert}
        variant="transparent"
        size={18}
        aria-label={text}
        onClick={field.revert}
      >
        <IconArrowBackUp size="0.875rem" />
      </ActionIcon>
    </Tooltip>
  );
}
