import { command } from '../process/command';
import { evaluateWeights } from './eval';
import { EVAL_LINE } from './options';

export const EVAL = command(EVAL_LINE, {
  run: evaluateWeights,
  nothingDone: 'Ended before the evaluation was done; nothing was written.',
});
