import { oneLine } from './oneLine';

/** Characters that begin something in a line of Markdown; a `|` is the table's own business. */
const SPECIAL = /[\\`*_[\]<>#&~]/g;

/** Text of a run in one line, as Markdown shows it: no tag, no emphasis and no named link comes of it. */
export function markdownText(text: string): string {
  return oneLine(text).replaceAll(SPECIAL, '\\$&');
}
