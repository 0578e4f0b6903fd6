import { command } from '../process/command';
import { REPORT_LINE } from './options';
import { writeReport } from './writeReport';

export const REPORT = command(REPORT_LINE, {
  run: writeReport,
  nothingDone: 'Ended before the report was done; nothing was written.',
});
