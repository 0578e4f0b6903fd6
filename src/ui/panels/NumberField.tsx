import { Slider } from '@mantine/core';
import { useId } from 'react';
import type { FieldDescription } from '../../config/describe';
import { FieldFrame } from './FieldFrame';
import { NumberBox } from './NumberBox';
import { fromSlider, sliderRange, toSlider } from './sliderRange';
import { useField, type FieldBinding } from './useField';
import { valueText } from '../../config/valueText';
import classes from './panels.module.css';

/** A number: exact in the box, by feel on the slider. */
export function NumberField({ description }: { description: FieldDescription }) {
  const id = useId();
  const field = useField(description);
  const box = <FieldNumberBox id={id} description={description} field={field} />;
  return (
    <FieldFrame description={description} field={field} controlId={id} aside={box}>
      <FieldSlider description={description} field={field} />
    </FieldFrame>
  );
}

/** The exact value of a field. */
export function FieldNumberBox({ id, description, field }: FieldControlProps & { id: string }) {
  return (
    <NumberBox
      id={id}
      description={description}
      shown={field.shown}
      error={field.error !== undefined}
      disabled={field.locked}
      onEdit={field.edit}
    />
  );
}

interface FieldControlProps {
  readonly description: FieldDescription;
  readonly field: FieldBinding;
}

/** The slider of a number, where one is of help. */
export function FieldSlider({ description, field }: FieldControlProps) {
  const range = sliderRange(description, typeof field.preset === 'number' ? field.preset : null);
  if (range === null || typeof field.value !== 'number') return null;
  return (
    <Slider
      className={classes.slider}
      size={3}
      thumbSize={13}
      min={range.min}
      max={range.max}
      step={range.step}
      disabled={field.locked}
      value={toSlider(field.value, range)}
      onChange={(position) => field.edit(fromSlider(position, range))}
      label={null}
      thumbLabel={description.meta.label}
      thumbValueText={valueText(field.value)}
    />
  );
}
