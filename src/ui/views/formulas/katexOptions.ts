import type { KatexOptions } from 'katex';

/** Lets a formula name a knob's symbol on what KaTeX draws of it, and nothing else of HTML. */
export const KATEX_OPTIONS: KatexOptions = {
  displayMode: true,
  trust: ({ command }) => command === '\\htmlData',
  strict: false,
};
