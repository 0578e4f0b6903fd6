import { Command, Option } from 'commander';
import type { ParityBackend } from './tolerances';

/** What `npm run parity` was asked to do. */
export interface ParityOptions {
  readonly folders: readonly string[];
  readonly backend: ParityBackend;
}

const BACKENDS: readonly ParityBackend[] = ['cpu', 'wasm', 'webgpu'];

/**
 * Reads the command line.
 * @param args the arguments after the program's name.
 * @throws CommanderError when they are off, or after the help was shown (exit code 0).
 */
export function parseOptions(args: readonly string[]): ParityOptions {
  const command = new Command('parity')
    .description(
      'Runs the engine on golden files of the reference implementation and compares. Exit code 0: all agree; 1: some do not, or hold something that is not known or not looked at; 2: wrong input.',
    )
    .argument('<folders...>', 'folders of .safetensors files, and of the .pth files that belong to them')
    .addOption(new Option('--backend <name>', 'what computes').choices(BACKENDS).default('cpu'))
    .exitOverride()
    .configureOutput({ writeErr: () => undefined });
  command.parse(args, { from: 'user' });
  return { folders: command.args, backend: command.opts<{ backend: ParityBackend }>().backend };
}
