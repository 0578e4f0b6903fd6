const SIGNS: Readonly<Record<string, readonly [mac: string, other: string]>> = {
  mod: ['⌘', 'Ctrl'],
  shift: ['⇧', 'Shift'],
  alt: ['⌥', 'Alt'],
  space: ['Space', 'Space'],
};

/** Keys as they are written on the keyboard, one after the other: `mod+K` → `Ctrl`, `K`. */
export function keysText(keys: string, isMac: boolean): string[] {
  // What stands on a key's upper half says so itself.
  const parts = keys === 'shift+?' ? ['?'] : keys.split('+');
  return parts.map((part) => SIGNS[part]?.[isMac ? 0 : 1] ?? part);
}
