import { csvText } from '../../../formats/csv';
import type { StepProfile } from '../../../worker/protocol';

type Timed = Extract<StepProfile, { readonly programs: unknown }>;

/** What a step costs as CSV: a row for each phase, then one for each program. */
export function timesCsv({ phases, programs }: Timed): string {
  return csvText(
    ['kind', 'name', 'dispatches', 'milliseconds', 'share'],
    [
      ...phases.map((row) => ['phase', row.phase, row.dispatches, row.milliseconds, row.share]),
      ...programs.map((row) => ['program', row.program, row.dispatches, row.milliseconds, row.share]),
    ],
  );
}
