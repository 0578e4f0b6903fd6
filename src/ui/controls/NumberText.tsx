import { TextInput, type TextInputProps } from '@mantine/core';
import { useState, type KeyboardEvent } from 'react';
import { parseNumber } from '../../config/numberText';

interface NumberTextProps extends Omit<TextInputProps, 'value' | 'onChange' | 'onBlur' | 'onKeyDown'> {
  /** The value, or the text that was refused; absent shows an empty box. */
  readonly shown: number | string | undefined;
  /** Gets a number, or the text when it is none. */
  readonly onEdit: (value: number | string) => void;
  /** An arrow key was pressed: one step up or down. */
  readonly onStep?: (direction: 1 | -1) => void;
}

/** A box for a number. The text stays as it was typed until the box is left; nothing is read as another number. */
export function NumberText({ shown, onEdit, onStep, ...input }: NumberTextProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const edit = (text: string) => {
    setTyped(text);
    onEdit(parseNumber(text) ?? text);
  };
  const step = (event: KeyboardEvent) => {
    const direction = event.key === 'ArrowUp' ? 1 : event.key === 'ArrowDown' ? -1 : 0;
    if (direction === 0 || onStep === undefined) return;
    event.preventDefault();
    setTyped(null);
    onStep(direction);
  };
  return (
    <TextInput
      size="xs"
      inputMode="decimal"
      autoComplete="off"
      {...input}
      value={typed ?? String(shown ?? '')}
      onChange={(event) => edit(event.currentTarget.value)}
      onKeyDown={step}
      onBlur={() => setTyped(null)}
    />
  );
}
