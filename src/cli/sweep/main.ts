import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runProgram } from '../runProgram';
import { noteLine } from '../train/progress';
import { childStarter } from './children';
import { parseSweepOptions, sweepCommand } from './options';
import { sumUp, sweep, type Speaker } from './sweep';

const speaker: Speaker = {
  note: (line) => void process.stderr.write(noteLine(line)),
  print: (text) => void process.stdout.write(`${text}\n`),
};

await runProgram({
  command: sweepCommand,
  run: async (args, signal) => {
    const options = parseSweepOptions(args);
    if ('collect' in options) return sumUp(options.collect, speaker);
    // The programs are built beside each other.
    const start = childStarter(dirname(fileURLToPath(import.meta.url)));
    return sweep(options, start, speaker, signal);
  },
  nothingDone: 'Ended before the first point; nothing was run.',
});
