import { plain } from '../../quoted';
import type { EvaluationReport } from '../../reports/evaluation';
import { evaluationRows } from '../../reports/evaluationRows';

/** The numbers of a report for a terminal: what was measured, its value, and chance. */
export function reportTable(report: EvaluationReport): string {
  const rows = evaluationRows(report);
  const widths = (['name', 'value'] as const).map((column) =>
    Math.max(...rows.map((row) => row[column].length), 0),
  );
  const lines = rows.map(({ name, value, chance }) =>
    [name.padEnd(widths[0]!), value.padStart(widths[1]!), chance === undefined ? '' : `chance ${chance}`]
      .join('  ')
      .trimEnd(),
  );
  const left = report.left.map(({ probe, reason }) => `${probe}: not done, ${plain(reason)}`);
  return [...lines, ...left].join('\n');
}
