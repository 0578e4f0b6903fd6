import type { RunSummary } from '../../../config/runSummary';
import { RUN_LINE } from '../../theme/tokens';
import { columnOf } from '../../history/growableTable';
import type { RunHistory } from '../../history/history';

/** @file What the legends say. */

/** "Last run, α = 1". */
export function previousLabel(previous: RunHistory): string {
  return withAlpha(RUN_LINE.previous.label, columnOf(previous.steps, 'alpha').at(-1));
}

/** "Shared run, α = 0.75"; without α where the link does not tell it. */
export function sharedLabel({ measures }: RunSummary): string {
  return withAlpha(RUN_LINE.shared.label, measures.alpha);
}

function withAlpha(label: string, alpha: number | undefined): string {
  return alpha !== undefined && Number.isFinite(alpha) ? `${label}, α = ${Number(alpha.toFixed(3))}` : label;
}

/** Px that an entry takes beside its text: its line and the gaps. */
const ENTRY = 46;
/** Mean width of a letter, in parts of the font size. */
const LETTER = 0.56;

/**
 * Lines that a legend takes: its entries flow from left to right, and where they take more than one line, plotly gives
 * all of them the width of the widest.
 *
 * @param width in px, as is `fontSize`
 */
export function legendRows(labels: readonly string[], width: number, fontSize: number): number {
  const widths = labels.map((label) => label.length * LETTER * fontSize + ENTRY);
  if (widths.reduce((sum, entry) => sum + entry, 0) <= width) return Math.min(1, labels.length);
  return Math.ceil(labels.length / Math.max(1, Math.floor(width / Math.max(...widths))));
}
