import { command } from '../process/command';
import { continueInPytorch } from './continueInPytorch';
import { CONTINUE_LINE } from './options';

export const CONTINUE = command(CONTINUE_LINE, {
  run: continueInPytorch,
  nothingDone: 'Ended before the folder was done; nothing was written.',
});
