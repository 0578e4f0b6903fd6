import { oneLine } from './oneLine';

/**
 * Characters that BibTeX or TeX would take for something else, and those of our names that TeX has no letter for. Braces
 * are written as commands, since BibTeX counts them even behind a backslash.
 */
const WRITTEN: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '{': '\\textbraceleft{}',
  '}': '\\textbraceright{}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
  '<': '\\textless{}',
  '>': '\\textgreater{}',
  '|': '\\textbar{}',
  ...Object.fromEntries(['$', '&', '#', '_', '%'].map((character) => [character, `\\${character}`])),
  α: '$\\alpha$',
  γ: '$\\gamma$',
  λ: '$\\lambda$',
  μ: '$\\mu$',
  ν: '$\\nu$',
  '→': '$\\to$',
  '·': '$\\cdot$',
  '×': '$\\times$',
  '−': '$-$',
  '…': '\\ldots{}',
  '–': '--',
  '’': "'",
  '“': '``',
  '”': "''",
};

/** Text in one line as the value of a BibTeX field shows it. Other letters than these stay as they are, in UTF-8. */
export function texText(text: string): string {
  return Array.from(oneLine(text), (character) => WRITTEN[character] ?? character).join('');
}

/** An address inside `\url{}`. What that would not take as it is gets its code; a `%` and a `#` it takes. */
export function texAddress(address: string): string {
  return `\\url{${address.replaceAll(/[{}\\^|`]/g, encodeURIComponent)}}`;
}
