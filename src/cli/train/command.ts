import { command } from '../process/command';
import { TRAIN_LINE } from './options';
import { train } from './train';

export const TRAIN = command(TRAIN_LINE, {
  run: train,
  nothingDone: 'Ended before the first step; nothing was written.',
});
