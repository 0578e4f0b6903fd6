import { runProgram } from '../runProgram';
import { evaluateWeights } from './eval';
import { evalCommand, parseEvalOptions } from './options';

await runProgram({
  command: evalCommand,
  run: (args, signal) => evaluateWeights(parseEvalOptions(args), signal),
  nothingDone: 'Ended before the evaluation was done; nothing was written.',
});
