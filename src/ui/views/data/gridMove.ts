/** Rows that the page keys go. */
const PAGE = 5;

/** Where a key goes from a place in a grid of so many columns; `undefined` for keys that go nowhere. */
export function gridMove(place: number, key: string, columns: number, count: number): number | undefined {
  const steps: Readonly<Record<string, number>> = {
    ArrowLeft: -1,
    ArrowRight: 1,
    ArrowUp: -columns,
    ArrowDown: columns,
    PageUp: -PAGE * columns,
    PageDown: PAGE * columns,
    Home: -place,
    End: count - 1 - place,
  };
  const step = steps[key];
  if (step === undefined || count === 0) return undefined;
  return Math.min(count - 1, Math.max(0, place + step));
}
