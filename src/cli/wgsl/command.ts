import { command, commandLine } from '../process/command';
import { programNames, programText } from './printProgram';

const LINE = commandLine<readonly string[]>({
  name: 'wgsl',
  summary: 'Prints the WGSL of a program for the GPU, or the names of all of them.',
  describe: (line) =>
    line.argument('[program...]', 'name and constants of a program, e.g. nearest tile=4').addHelpText(
      'after',
      `
The key of a program from a message or a profile will do: wgsl 'gram,tile=4,packed=x'.
half=NAME+NAME and packed=NAME+NAME say which buffers hold halves, as f16 or packed into integers.`,
    ),
  read: ({ args }) => args,
});

export const WGSL = command(LINE, {
  run: async (words) => console.log(words.length === 0 ? programNames().join('\n') : programText(words)),
  nothingDone: 'Ended before anything was printed.',
});
