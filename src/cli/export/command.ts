import { command } from '../process/command';
import { exportRun } from './exportRun';
import { EXPORT_LINE } from './options';

export const EXPORT = command(EXPORT_LINE, {
  run: exportRun,
  nothingDone: 'Ended before the export was done; nothing was written.',
});
