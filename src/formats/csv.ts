/** A number is written as it is; what has no value is an empty text. */
export type CsvField = number | string;

/** Characters that end a field or begin a quoted one. */
const SPECIAL = /[",\r\n]/;
/** A spreadsheet takes a text that begins with these for a formula and computes it. */
const FORMULA = /^[=+\-@\t\r]/;

/**
 * Comma-separated values (RFC 4180), with a header. A text that a spreadsheet would compute gets an apostrophe in front,
 * which it shows as text.
 */
export function csvText(header: readonly string[], rows: readonly (readonly CsvField[])[]): string {
  return [header, ...rows].map(csvLine).join('');
}

/** One line of such a file, its end included. */
export function csvLine(fields: readonly CsvField[]): string {
  return `${fields.map(fieldText).join(',')}\n`;
}

function fieldText(field: CsvField): string {
  if (typeof field === 'number') return String(field);
  const text = FORMULA.test(field) ? `'${field}` : field;
  return SPECIAL.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
