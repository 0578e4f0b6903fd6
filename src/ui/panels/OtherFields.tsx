import { SegmentedControl, Select, Switch, TextInput } from '@mantine/core';
import { useId, useState } from 'react';
import type { FieldDescription, FieldOption } from '../../config/describe';
import { FieldFrame } from './FieldFrame';
import { NumberBox } from './NumberBox';
import { FieldSlider } from './NumberField';
import { useField } from './useField';
import { parseIntegerList, valueText } from '../../config/valueText';
import classes from './panels.module.css';

interface FieldProps {
  readonly description: FieldDescription;
}

export function BooleanField({ description }: FieldProps) {
  const id = useId();
  const field = useField(description);
  const control = (
    <Switch
      id={id}
      checked={field.value === true}
      disabled={field.locked}
      onChange={(event) => field.edit(event.currentTarget.checked)}
      aria-description={description.meta.help}
    />
  );
  return <FieldFrame description={description} field={field} controlId={id} aside={control} />;
}

/** Steps from the bottom of its range at which a number that was off begins. */
const FIRST_STEPS = 10;

/** A number that can be switched off; it remembers its value while it is off. */
export function NullableField({ description }: FieldProps) {
  const id = useId();
  const field = useField(description);
  const [last, setLast] = useState((description.meta.step ?? 1) * FIRST_STEPS);
  const on = field.shown !== null;
  const toggle = () => {
    if (typeof field.value === 'number') setLast(field.value);
    field.edit(on ? null : last);
  };
  const controls = (
    <>
      {on && (
        <NumberBox
          description={description}
          shown={field.shown}
          error={field.error !== undefined}
          disabled={field.locked}
          onEdit={field.edit}
          label={description.meta.label}
        />
      )}
      <Switch
        id={id}
        checked={on}
        onChange={toggle}
        disabled={field.locked}
        aria-label={`Use ${description.meta.label}`}
      />
    </>
  );
  return (
    <FieldFrame description={description} field={field} controlId={id} aside={controls}>
      {on && <FieldSlider description={description} field={field} />}
    </FieldFrame>
  );
}

/** Characters of all labels together up to which they stand side by side. */
const SIDE_BY_SIDE = 40;

export function ChoiceField({ description, options }: FieldProps & { options: readonly FieldOption[] }) {
  const id = useId();
  const field = useField(description);
  const data = options.map(({ value, label }) => ({ value: String(value), label }));
  const choose = (text: string | null) => {
    const option = options.find(({ value }) => String(value) === text);
    if (option !== undefined) field.edit(option.value);
  };
  const short = options.reduce((sum, { label }) => sum + label.length, 0) <= SIDE_BY_SIDE;
  return (
    <FieldFrame description={description} field={field} {...(short ? {} : { controlId: id })}>
      {short ? (
        <SegmentedControl
          className={classes.choice}
          size="xs"
          fullWidth
          data={data}
          value={String(field.value)}
          onChange={choose}
          disabled={field.locked}
          aria-label={description.meta.label}
        />
      ) : (
        <Select
          id={id}
          size="xs"
          data={data}
          value={String(field.value)}
          onChange={choose}
          disabled={field.locked}
          allowDeselect={false}
          comboboxProps={{ withinPortal: true }}
        />
      )}
    </FieldFrame>
  );
}

export function TextField({ description }: FieldProps) {
  const list = description.shape.kind === 'integerList';
  const id = useId();
  const field = useField(description);
  const [typed, setTyped] = useState<string | null>(null);
  const edit = (text: string) => {
    setTyped(text);
    field.edit(list ? parseIntegerList(text) : text.trim());
  };
  const control = (
    <TextInput
      id={id}
      className={classes.text}
      size="xs"
      value={typed ?? valueText(field.shown)}
      onChange={(event) => edit(event.currentTarget.value)}
      onBlur={() => setTyped(null)}
      error={field.error !== undefined}
      disabled={field.locked}
      aria-description={description.meta.help}
    />
  );
  return <FieldFrame description={description} field={field} controlId={id} aside={control} />;
}
