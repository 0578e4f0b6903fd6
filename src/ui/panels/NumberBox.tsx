import { NumberInput } from '@mantine/core';
import type { FieldDescription, FieldValue } from '../../config/describe';
import classes from './panels.module.css';

interface NumberBoxProps {
  readonly description: FieldDescription;
  readonly shown: FieldValue | undefined;
  readonly error: boolean;
  readonly onEdit: (value: number | string) => void;
  readonly id?: string;
  /** Names the box where no label stands beside it. */
  readonly label?: string;
}

/** An exact number. What cannot be used stays as it was typed. */
export function NumberBox({ description, shown, error, onEdit, id, label }: NumberBoxProps) {
  const { meta, shape } = description;
  const step = meta.step ?? ('integer' in shape && shape.integer ? 1 : 0.01);
  return (
    <NumberInput
      {...(id === undefined ? {} : { id })}
      aria-label={label}
      aria-description={meta.help}
      className={classes.number}
      size="xs"
      hideControls
      clampBehavior="none"
      step={step}
      value={typeof shown === 'number' || typeof shown === 'string' ? shown : ''}
      onChange={onEdit}
      error={error}
      withErrorStyles
    />
  );
}
