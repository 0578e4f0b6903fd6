/** Characters that begin something in a line of Markdown; a `|` is the table's own business. */
const SPECIAL = /[\\`*_[\]<>#&~]/g;

/** Text of a run in one line, as Markdown shows it: no tag, no emphasis and no named link comes of it. */
export function markdownText(text: string): string {
  return text
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .replaceAll(/[\p{Cf}\p{Cs}]/gu, '')
    .trim()
    .replaceAll(SPECIAL, '\\$&');
}
