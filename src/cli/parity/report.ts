import type { ParityResult } from '../../device/parity/runParity';

/** One line of a file: kind, name, its worst deviation and where, the tolerance, and whether it passes. */
export function resultLine({ kind, file, worst, problems, remarks, ok }: ParityResult): string {
  const deviation =
    worst === undefined
      ? '-'
      : `${worst.error.toExponential(1)} at ${worst.where} (tolerance ${worst.tolerance.toExponential(0)})`;
  const notes = [...problems, ...remarks].map((note) => `; ${note}`).join('');
  return `${kind.padEnd(10)} ${file.padEnd(44)} ${deviation} ${ok ? 'ok' : 'FAILED'}${notes}`;
}

/** The last line: how many passed. */
export function summaryLine(results: readonly ParityResult[], backend: string): string {
  const failed = results.filter(({ ok }) => !ok).length;
  return `${results.length} files on ${backend}: ${results.length - failed} ok, ${failed} failed`;
}
