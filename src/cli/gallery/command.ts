import { command } from '../process/command';
import { noteLine } from '../process/noteLine';
import { childStarter } from '../sweep/children';
import { gallery } from './gallery';
import { GALLERY_LINE } from './options';

export const GALLERY = command(GALLERY_LINE, {
  run: async (options, signal) =>
    gallery(
      options,
      childStarter(process.argv[1]!),
      {
        note: (line) => void process.stderr.write(noteLine(line)),
        print: (text) => void process.stdout.write(`${text}\n`),
      },
      signal,
    ),
  nothingDone: 'Ended before the first training; nothing was run.',
});
