/** @file What can be told of a text by its beginning. */

const LFS_POINTER = /^version https:\/\/(git-lfs|hawser)\.github\.com\/spec\//;
const HTML = /^\s*(<\?xml[^>]*>\s*)?(<!--[\s\S]*?-->\s*)*<(!doctype\s+html|html|head|body|script)\b/i;
const JSON_START = /^\s*[[{]/;
/** Sections that every configuration has at its top. */
const SECTIONS = ['model', 'views', 'loss', 'optim'];
/** Control characters that no text has; tab, line feeds, form feed and escape may be in one. */
// eslint-disable-next-line no-control-regex
const NOT_TEXT = /[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]/;

/** The kind of a text; `undefined` where the bytes are none. `size` is that of the whole file. */
export function identifyText(
  head: Uint8Array,
  size: number,
): 'git-lfs-pointer' | 'html' | 'configuration' | 'json' | 'text' | undefined {
  const text = textOf(head, size);
  if (text === undefined) return undefined;
  if (LFS_POINTER.test(text)) return 'git-lfs-pointer';
  if (HTML.test(text)) return 'html';
  if (!JSON_START.test(text)) return 'text';
  if (size > head.length) return 'json';
  return isConfiguration(text) ? 'configuration' : 'json';
}

/** The first bytes as UTF-8, without a byte order mark; `undefined` where they are not. */
export function textOf(head: Uint8Array, size: number): string | undefined {
  try {
    // A head may end within a character.
    const text = new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: size > head.length });
    return NOT_TEXT.test(text) ? undefined : text;
  } catch {
    return undefined;
  }
}

function isConfiguration(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && SECTIONS.every((key) => Object.hasOwn(value, key));
  } catch {
    return false;
  }
}
