import { Option } from 'commander';
import { commandLine } from '../process/command';
import type { ParityBackend } from '../../device/parity/tolerances';

/** What `npm run parity` was asked to do. */
export interface ParityOptions {
  readonly folders: readonly string[];
  readonly backend: ParityBackend;
}

const BACKENDS: readonly ParityBackend[] = ['cpu', 'wasm', 'webgpu'];

/** The command line of `npm run parity`. */
export const PARITY_LINE = commandLine<ParityOptions>({
  name: 'parity',
  summary: 'Runs the engine on golden files of the reference implementation and compares.',
  describe: (command) =>
    command
      .argument('<folders...>', 'folders of .safetensors files, and of the .pth files that belong to them')
      .addOption(new Option('--backend <name>', 'what computes').choices(BACKENDS).default('cpu'))
      .addHelpText(
        'after',
        `
Exit codes:
    0  all agree
    1  some do not, or hold something that is not known or not looked at
    2  wrong input`,
      ),
  read: (command) => ({
    folders: command.args,
    backend: command.opts<{ backend: ParityBackend }>().backend,
  }),
});
