import type { z } from '../zod';
import { plain, quotedList } from '../quoted';

/** Kinds of values in plain words, by the names that zod has for them. */
const KINDS: Readonly<Record<string, string>> = {
  number: 'a number',
  string: 'text',
  boolean: 'true or false',
  array: 'a list',
  object: 'a group of fields',
};

/**
 * What is wrong with a value, in the words of a person: one sentence that begins with "Must" or the like.
 * @param input the whole value that was checked; what it lacks is called missing.
 */
export function issueText(issue: z.core.$ZodIssue, input: unknown): string {
  if (issue.path.length > 0 && valueAt(input, issue.path) === undefined) return 'Is missing.';
  switch (issue.code) {
    case 'too_small':
      return `Must ${bound(issue.origin, issue.inclusive === false ? 'more than' : 'at least', issue.minimum)}.`;
    case 'too_big':
      return `Must ${bound(issue.origin, issue.inclusive === false ? 'less than' : 'at most', issue.maximum)}.`;
    case 'invalid_type':
      return issue.expected === 'int' ? 'Must be a whole number.' : `Must be ${kindName(issue.expected)}.`;
    case 'invalid_format':
      return `Write it as ${issue.message}.`;
    case 'invalid_value':
      return `Must be ${orList(issue.values)}.`;
    case 'invalid_union':
      return unionText(issue);
    case 'unrecognized_keys':
      return `Has fields that this playground does not know: ${quotedList(issue.keys)}.`;
    default:
      return `${issue.message.charAt(0).toUpperCase()}${issue.message.slice(1)}.`;
  }
}

/** The name of the field and what is wrong with it, as part of a sentence. */
export function issueLine(issue: z.core.$ZodIssue, input: unknown): string {
  const text = issueText(issue, input);
  const name = issue.path.length === 0 ? 'the configuration' : plain(issue.path.join('.'), 60);
  return `${name} ${text.charAt(0).toLowerCase()}${text.slice(1, -1)}`;
}

function bound(origin: string, relation: string, limit: unknown): string {
  if (origin === 'array') return `have ${relation} ${String(limit)} ${limit === 1 ? 'member' : 'members'}`;
  if (origin === 'string') return `have ${relation} ${String(limit)} characters`;
  return `be ${relation} ${String(limit)}`;
}

function kindName(expected: string): string {
  return KINDS[expected] ?? expected;
}

function unionText(issue: z.core.$ZodIssueInvalidUnion): string {
  const { options } = issue as { options?: readonly z.core.util.Primitive[] };
  const alternatives = issue.errors.flatMap((issues) =>
    issues.flatMap((one) => (one.code === 'invalid_value' ? one.values : [])),
  );
  const known = options ?? alternatives;
  return known.length > 0 ? `Must be ${orList(known)}.` : 'Cannot have this value.';
}

function orList(values: readonly z.core.util.Primitive[]): string {
  const names = values.map((value) => (typeof value === 'string' ? `"${value}"` : String(value)));
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, key)
        ? (value as Record<PropertyKey, unknown>)[key]
        : undefined,
    input,
  );
}
