import type { FieldShape, FieldValue } from './describe';

/** A field's value as a person reads it; a choice by its label when its shape is given. */
export function valueText(value: FieldValue | undefined, shape?: FieldShape): string {
  if (shape?.kind === 'choice') {
    const option = shape.options.find((candidate) => candidate.value === value);
    if (option !== undefined) return option.label;
  }
  if (value === undefined) return 'absent';
  if (value === null) return 'off';
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  if (typeof value === 'object') return value.join(', ');
  return String(value);
}

/** `"1, 2"` → `[1, 2]`; the text itself when it is no list of whole numbers. */
export function parseIntegerList(text: string): readonly number[] | string {
  const parts = text.split(/[\s,;-]+/).filter((part) => part !== '');
  if (parts.length === 0 || parts.some((part) => !/^\d+$/.test(part))) return text;
  return parts.map(Number);
}
