/** What one fault cost. */
export interface Fault {
  readonly kind: string;
  /** Steps that the page had shown. */
  readonly at: number;
  /** Steps of the run that came back. */
  readonly back: number;
}

/** How often each kind struck, and the steps that were done again for it, as lines of text. */
export function tallyText(faults: readonly Fault[]): string {
  const kinds = [...new Set(faults.map(({ kind }) => kind))];
  const rows = kinds.map((kind) => {
    const lost = faults
      .filter((fault) => fault.kind === kind)
      .map(({ at, back }) => Math.max(0, at - back))
      .toSorted((a, b) => a - b);
    const sum = lost.reduce((total, steps) => total + steps, 0);
    const median = lost[Math.floor(lost.length / 2)]!;
    return [kind, lost.length, lost[0]!, median, lost.at(-1)!, sum].join(' | ');
  });
  return ['fault | times | fewest steps lost | median | most | sum', ...rows].join('\n');
}
