import { Slider } from '@mantine/core';
import { useId } from 'react';
import type { FieldDescription } from '../../config/describe';
import { FieldFrame } from './FieldFrame';
import { FieldNumberBox } from './NumberField';
import { useField } from './useField';
import classes from './panels.module.css';

const MARKS = [{ value: 0 }, { value: 0.25 }, { value: 0.5 }, { value: 0.75 }, { value: 1 }];

/** α, the knob of the paper: how the loss is shared between the global and the local criterion. */
export function AlphaField({ description }: { description: FieldDescription }) {
  const id = useId();
  const field = useField(description);
  const alpha = typeof field.value === 'number' ? field.value : 1;
  const box = <FieldNumberBox id={id} description={description} field={field} />;
  return (
    <div className={classes.alpha}>
      <FieldFrame description={description} field={field} controlId={id} aside={box}>
        <Slider
          className={classes.alphaSlider}
          size={8}
          thumbSize={20}
          min={0}
          max={1}
          step={0.01}
          disabled={field.locked}
          marks={MARKS}
          value={alpha}
          onChange={field.edit}
          label={null}
          thumbLabel="α, share of the global criterion"
          thumbValueText={`${Math.round(100 * alpha)} % global, ${Math.round(100 * (1 - alpha))} % local`}
        />
        <div className={classes.alphaShares} aria-hidden>
          <span className={classes.alphaGlobal}>● {Math.round(100 * alpha)} % global</span>
          <span className={classes.alphaLocal}>{Math.round(100 * (1 - alpha))} % local ◆</span>
        </div>
      </FieldFrame>
    </div>
  );
}
