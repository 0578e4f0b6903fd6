import type { FieldDescription, FieldValue } from '../../config/describe';
import { NumberText } from '../controls/NumberText';
import { stepped } from './sliderRange';
import classes from './panels.module.css';

interface NumberBoxProps {
  readonly description: FieldDescription;
  readonly shown: FieldValue | undefined;
  readonly error: boolean;
  readonly disabled: boolean;
  readonly onEdit: (value: number | string) => void;
  readonly id?: string;
  /** Names the box where no label stands beside it. */
  readonly label?: string;
}

/** The exact value of a field; the arrow keys change it by a step. */
export function NumberBox({ description, shown, error, disabled, onEdit, id, label }: NumberBoxProps) {
  return (
    <NumberText
      {...(id === undefined ? {} : { id })}
      aria-label={label}
      aria-description={description.meta.help}
      className={classes.number}
      shown={typeof shown === 'number' || typeof shown === 'string' ? shown : undefined}
      onEdit={onEdit}
      onStep={(direction) => {
        if (typeof shown === 'number') onEdit(stepped(shown, direction, description));
      }}
      error={error}
      disabled={disabled}
    />
  );
}
