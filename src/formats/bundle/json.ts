import type { z } from '../../zod';
import { issueLine } from '../../config/issueText';
import { jsonOutline } from '../../jsonOutline';
import { refused } from './refused';

const SHOWN_ISSUES = 3;
/** Lists of reports, their parts, tables of rows. */
const MAX_DEPTH = 12;

/**
 * The value of a JSON file in a bundle.
 * @throws {Failure} `bundle_bad_json`
 */
export function jsonIn(bytes: Uint8Array, name: string): unknown {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    if (jsonOutline(text).depth <= MAX_DEPTH) return JSON.parse(text);
  } catch (error) {
    throw refused('json', `${name} is no valid JSON.`, error);
  }
  throw refused('json', `${name} is nested more than ${MAX_DEPTH} deep.`);
}

/**
 * A value checked against its schema; fields that the schema does not know are left out.
 * @throws {Failure} `bundle_bad_field` that names the fields
 */
export function checked<S extends z.ZodType>(schema: S, value: unknown, name: string): z.output<S> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const lines = result.error.issues.slice(0, SHOWN_ISSUES).map((issue) => issueLine(issue, value));
  const more = result.error.issues.length - lines.length;
  const list = lines.join('; ') + (more > 0 ? `; and ${more} more` : '');
  throw refused('field', `${name} holds values that cannot be used: ${list}.`);
}

/** A value as a JSON file for people to read. */
export function jsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
