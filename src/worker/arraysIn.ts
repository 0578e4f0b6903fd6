/** What the typed arrays in plain data lie in, each once: to be moved to the page instead of copied. */
export function arraysIn(data: unknown, found = new Set<ArrayBuffer>()): ArrayBuffer[] {
  if (ArrayBuffer.isView(data)) {
    if (data.buffer instanceof ArrayBuffer) found.add(data.buffer);
  } else if (typeof data === 'object' && data !== null) {
    for (const value of Object.values(data)) arraysIn(value, found);
  }
  return [...found];
}
