/** Text of a page in which everything that came from outside is escaped. */
export class Html {
  readonly text: string;

  /** @param text HTML as it is; only `html` and writers of numbers make it. */
  constructor(text: string) {
    this.text = text;
  }
}

type Part = string | number | Html | readonly Html[];

/** A template whose values are escaped, unless they are HTML already. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return new Html(strings.reduce((text, string, index) => text + markup(parts[index - 1]!) + string));
}

function markup(part: Part): string {
  if (part instanceof Html) return part.text;
  if (typeof part === 'object') return part.map(({ text }) => text).join('\n');
  return escaped(String(part));
}

/** Text for an element or a quoted attribute; what cannot be seen or turns text around is written out. */
function escaped(text: string): string {
  return text
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, codeOf)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

/** Lines of a configuration stay lines. */
function codeOf(character: string): string {
  return character === '\n' ? character : `\\u${character.codePointAt(0)!.toString(16).padStart(4, '0')}`;
}
