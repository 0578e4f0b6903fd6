export interface JsonOutline {
  /** How deep arrays and objects are nested. */
  readonly depth: number;
  /** Keys of the outermost object in their order, those that occur twice too. */
  readonly keys: readonly string[];
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COLON = 0x3a;
const [OPEN_OBJECT, CLOSE_OBJECT, OPEN_ARRAY, CLOSE_ARRAY] = [0x7b, 0x7d, 0x5b, 0x5d];

/**
 * What can be known of a JSON text before it is parsed: hostile ones nest so deeply, or hold so many keys, that what
 * walks the parsed value would fail. A text that is no JSON gives any outline.
 *
 * @param mostKeys after which no more keys are collected
 */
export function jsonOutline(text: string, mostKeys = 0): JsonOutline {
  const keys: string[] = [];
  let depth = 0;
  let deepest = 0;
  for (let at = 0; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
      case QUOTE: {
        const end = endOfString(text, at + 1);
        if (depth === 1 && keys.length < mostKeys && isKey(text, end + 1)) {
          keys.push(decoded(text.slice(at + 1, end)));
        }
        at = end;
        break;
      }
      case OPEN_OBJECT:
      case OPEN_ARRAY:
        deepest = Math.max(deepest, ++depth);
        break;
      case CLOSE_OBJECT:
      case CLOSE_ARRAY:
        depth--;
        break;
    }
  }
  return { depth: deepest, keys };
}

/** Where the closing quotation mark is. */
function endOfString(text: string, start: number): number {
  let at = start;
  while (at < text.length && text.charCodeAt(at) !== QUOTE) at += text.charCodeAt(at) === BACKSLASH ? 2 : 1;
  return at;
}

function isKey(text: string, after: number): boolean {
  let at = after;
  while (' \t\n\r'.includes(text.charAt(at)) && at < text.length) at++;
  return text.charCodeAt(at) === COLON;
}

/** The same key can be written in several ways, as `"a"` and as `"\u0061"`. */
function decoded(raw: string): string {
  if (!raw.includes('\\')) return raw;
  try {
    return JSON.parse(`"${raw}"`) as string;
  } catch {
    return raw;
  }
}
