/** The most characters of the input at one place of a message: a message of two or three stays within 200. */
const MOST = 120;
const GAP = '…';
/** Control and format characters (escapes, bidi overrides, zero widths), line separators, halves of pairs. */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;

/**
 * Text of the input as a message may show it: control characters as `\u001b`, and of a long text its beginning and its
 * end.
 *
 * @param most characters of the result
 */
export function plain(text: string, most = MOST): string {
  if (text.length <= most) {
    const shown = Array.from(text, visible).join('');
    if (shown.length <= most) return shown;
  }
  const headRoom = Math.ceil((most - GAP.length) / 2);
  // Nothing beyond these is looked at: a name may be as long as its file.
  const head = fitting(Array.from(text.slice(0, most), visible), headRoom);
  const tail = fitting(Array.from(text.slice(-most), visible).reverse(), most - GAP.length - headRoom);
  return head.join('') + GAP + tail.reverse().join('');
}

/** `plain` in quotation marks, for names of tensors, files and classes in a sentence. */
export function quoted(text: string, most = MOST): string {
  return `"${plain(text, most)}"`;
}

/**
 * The first few names, quoted, and how many more there are: `"a", "b" and 7 more`.
 *
 * @param most characters of all quoted names together
 */
export function quotedList(names: readonly string[], most = MOST, mostNames = 5): string {
  const first = names.slice(0, mostNames);
  const room = Math.floor(most / Math.max(1, first.length));
  const shown = first.map((name) => quoted(name, room)).join(', ');
  return names.length > first.length ? `${shown} and ${names.length - first.length} more` : shown;
}

function visible(character: string): string {
  if (!UNSAFE.test(character)) return character;
  const code = character.codePointAt(0)!.toString(16);
  return code.length > 4 ? `\\u{${code}}` : `\\u${code.padStart(4, '0')}`;
}

/** The first pieces that fit into `room` characters. */
function fitting(pieces: readonly string[], room: number): string[] {
  let length = 0;
  const end = pieces.findIndex((piece) => (length += piece.length) > room);
  return pieces.slice(0, end < 0 ? pieces.length : end);
}
