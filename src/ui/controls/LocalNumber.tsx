import type { TextInputProps } from '@mantine/core';
import { useState } from 'react';
import { NumberText } from './NumberText';

interface LocalNumberProps extends Omit<TextInputProps, 'value' | 'onChange' | 'error'> {
  readonly value: number | undefined;
  readonly min: number;
  readonly max?: number;
  readonly integer?: boolean;
  /** What the arrow keys add. */
  readonly step?: number;
  /** Gets `undefined` when the box was emptied and `optional` allows it. */
  readonly onNumber: (value: number | undefined) => void;
  readonly optional?: boolean;
  /** True where no line fits below the box: the reason is said by its tip and to screen readers. */
  readonly compact?: boolean;
}

/** A number outside of the configuration: what it cannot be is kept as text, with the reason. */
export function LocalNumber({
  value,
  min,
  max = Number.POSITIVE_INFINITY,
  integer = false,
  step = 1,
  onNumber,
  optional = false,
  compact = false,
  ...input
}: LocalNumberProps) {
  const [refusal, setRefusal] = useState<{ text: string; beside: number | undefined } | null>(null);
  // Another value from elsewhere takes the place of what was refused.
  const refused = refusal?.beside === value ? refusal?.text : undefined;
  const isFit = (next: number) => next >= min && next <= max && (!integer || Number.isInteger(next));
  const edit = (next: number | string) => {
    const isEmpty = typeof next === 'string' && next.trim() === '' && optional;
    const isTaken = isEmpty || (typeof next === 'number' && isFit(next));
    setRefusal(isTaken ? null : { text: String(next), beside: value });
    if (isTaken) onNumber(typeof next === 'number' ? next : undefined);
  };
  const reason = refused === undefined ? undefined : rangeText(min, max, integer);
  return (
    <NumberText
      {...input}
      shown={refused ?? value}
      onEdit={edit}
      onStep={(direction) => edit(Math.min(max, Math.max(min, (value ?? min) + direction * step)))}
      error={compact ? reason !== undefined : reason}
      {...(compact && reason !== undefined ? { title: reason, 'aria-description': reason } : {})}
    />
  );
}

function rangeText(min: number, max: number, integer: boolean): string {
  const kind = integer ? 'A whole number' : 'A number';
  return max === Number.POSITIVE_INFINITY ? `${kind} from ${min} on.` : `${kind} from ${min} to ${max}.`;
}
