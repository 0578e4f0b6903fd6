import { setField, type FieldDescription, type FieldValue } from '../config/describe';
import { issueText } from '../config/issueText';
import { parseNumber } from '../config/numberText';
import { runConfig, type RunConfig } from '../config/runConfig';
import { quoted } from '../quoted';
import { sweepField } from './fields';
import { isRange, MOST_VALUES, parseRange } from './range';

/** Values that were typed, or what is wrong with them in one sentence. */
export type ParsedValues = { readonly values: readonly FieldValue[] } | { readonly problem: string };

/** Members of a typed list: separated by semicolons where there is one, else by commas; those in brackets stay. */
export function splitValues(text: string): string[] {
  const separator = text.includes(';') ? ';' : ',';
  const members: string[] = [];
  let member = '';
  let depth = 0;
  for (const character of text) {
    if (character === '[') depth += 1;
    if (character === ']') depth -= 1;
    if (character === separator && depth === 0) {
      members.push(member);
      member = '';
    } else member += character;
  }
  return [...members, member].map((part) => part.trim()).filter((part) => part !== '');
}

/** Whether the text stands for more than one value: a list or a range. */
export function holdsSeveral(text: string): boolean {
  return splitValues(text).length > 1 || isRange(text);
}

/**
 * The values that a person typed for one field: `0, 0.5, 1`, `0..1 step 0.25`, `1e-4..1e-1 times 10`, `adamw, lars`,
 * `on, off`, `[1, 2], [2, 2]`, and `off` for a threshold that is off. A value that is there twice counts once; each one
 * is held against the schema.
 */
export function parseValues(base: RunConfig, path: string, text: string): ParsedValues {
  const field = sweepField(base, path);
  if (field === undefined) return { problem: `There is no field ${quoted(path)} that a sweep can change.` };
  const members = splitValues(text);
  const thousands = isNumeric(field) ? members.find((member) => SPLIT_THOUSANDS.test(member)) : undefined;
  if (thousands !== undefined)
    return {
      problem: `${quoted(thousands)}: separate numbers that hold commas by semicolons, e.g. 1,000; 2,000.`,
    };
  const values: FieldValue[] = [];
  for (const member of members) {
    const parsed = parseMember(field, member);
    if ('problem' in parsed) return parsed;
    for (const value of parsed.values) {
      const problem = valueProblem(base, path, value);
      if (problem !== undefined) return { problem: `${valueText(value)}: ${problem}` };
      if (!values.some((known) => valueText(known) === valueText(value))) values.push(value);
    }
  }
  if (values.length === 0) return { problem: 'Write at least one value.' };
  if (values.length > MOST_VALUES) return { problem: `Write at most ${MOST_VALUES} values.` };
  return { values };
}

/** A value as it is typed and shown. */
export function valueText(value: FieldValue): string {
  if (value === null) return 'off';
  if (typeof value === 'object') return `[${value.join(', ')}]`;
  return String(value);
}

/** What is left of `1,000` after it was split at its comma. */
const SPLIT_THOUSANDS = /^0\d/;

function isNumeric({ shape }: FieldDescription): boolean {
  return shape.kind === 'number' || shape.kind === 'nullableNumber';
}

function parseMember({ shape }: FieldDescription, text: string): ParsedValues {
  switch (shape.kind) {
    case 'nullableNumber':
      if (['off', 'null'].includes(text.toLowerCase())) return { values: [null] };
      return parseNumbers(text, shape.integer);
    case 'number':
      return parseNumbers(text, shape.integer);
    case 'boolean': {
      const value = BOOLEANS[text.toLowerCase()];
      return value === undefined ? { problem: `${quoted(text)}: write true or false.` } : { values: [value] };
    }
    case 'choice': {
      const option = shape.options.find(({ value, label }) =>
        [String(value), label].some((name) => name.toLowerCase() === text.toLowerCase()),
      );
      if (option !== undefined) return { values: [option.value] };
      const known = shape.options.map(({ value }) => String(value)).join(', ');
      return { problem: `${quoted(text)} is not among ${known}.` };
    }
    case 'integerList':
      return parseList(text);
    case 'text':
      return { values: [text] };
  }
}

const BOOLEANS: Readonly<Record<string, boolean>> = { true: true, on: true, false: false, off: false };

function parseNumbers(text: string, integer: boolean): ParsedValues {
  if (isRange(text)) return parseRange(text, integer);
  const value = parseNumber(text);
  return value === undefined ? { problem: `${quoted(text)} is no number.` } : { values: [value] };
}

function parseList(text: string): ParsedValues {
  const numbers = /^\[(.*)\]$/.exec(text)?.[1]?.split(',').map(parseNumber);
  if (numbers === undefined || numbers.includes(undefined))
    return { problem: `${quoted(text)}: write each list in brackets, e.g. [1, 2].` };
  return { values: [numbers as number[]] };
}

/** What the schema says against a value; conflicts with other fields are for the whole configuration to find. */
function valueProblem(base: RunConfig, path: string, value: FieldValue): string | undefined {
  const candidate = setField(base, path, value);
  const issue = runConfig
    .safeParse(candidate)
    .error?.issues.find((one) => `${one.path.join('.')}.`.startsWith(`${path}.`));
  if (issue === undefined) return undefined;
  const text = issueText(issue, candidate);
  return text.charAt(0).toLowerCase() + text.slice(1);
}
