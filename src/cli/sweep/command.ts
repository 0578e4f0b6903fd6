import { command } from '../process/command';
import { noteLine } from '../process/noteLine';
import { childStarter } from './children';
import { SWEEP_LINE } from './options';
import { sumUp, sweep, type Speaker } from './sweep';

const speaker: Speaker = {
  note: (line) => void process.stderr.write(noteLine(line)),
  print: (text) => void process.stdout.write(`${text}\n`),
};

export const SWEEP = command(SWEEP_LINE, {
  run: async (options, signal) => {
    if ('collect' in options) return sumUp(options.collect, speaker);
    // Points are trained and evaluated by other commands of this program.
    return sweep(options, childStarter(process.argv[1]!), speaker, signal);
  },
  nothingDone: 'Ended before the first point; nothing was run.',
});
