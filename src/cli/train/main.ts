import { runProgram } from '../runProgram';
import { parseOptions, trainCommand } from './options';
import { train } from './train';

await runProgram({
  command: trainCommand,
  run: (args, signal) => train(parseOptions(args), signal),
  nothingDone: 'Ended before the first step; nothing was written.',
});
