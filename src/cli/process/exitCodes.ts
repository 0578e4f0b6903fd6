import type { FailureCode } from '../../failure';

/** How a command ends, in the words and the order of the help of `train`. */
export const EXIT_CODES = {
  done: { code: 0, meaning: 'done' },
  failed: { code: 1, meaning: 'failed while training; the last good weights are saved' },
  wrongInput: { code: 2, meaning: 'wrong options, files or output folder; nothing was trained' },
  notWritten: { code: 3, meaning: 'the disk is full, or a result could not be written' },
  SIGHUP: { code: 129, meaning: 'the terminal was closed (SIGHUP); saved' },
  SIGINT: { code: 130, meaning: 'ended by Ctrl-C (SIGINT); saved' },
  SIGTERM: { code: 143, meaning: 'ended by SIGTERM; saved' },
} as const;

/** Signals that end a training so that it saves. */
export const SIGNALS = ['SIGHUP', 'SIGINT', 'SIGTERM'] as const;
export type EndSignal = (typeof SIGNALS)[number];

const WRONG_INPUT: readonly FailureCode[] = [
  'config_invalid',
  'config_version',
  'data_missing',
  'data_changed',
  'data_truncated',
  'data_unreadable',
  'data_too_small',
  'weights_mismatch',
  'output_unusable',
  'output_in_use',
  'output_taken',
  // What was asked for to compute on is not there.
  'no_webgpu',
  'no_adapter',
  'no_device',
  'no_simd',
  // Thrown before training only, where the configuration needs more than the device allows.
  'out_of_memory',
];
const NOT_WRITTEN: readonly FailureCode[] = ['storage_full', 'storage_failed'];
/** What codes of files that could not be read begin with. */
const BAD_FILES = ['checkpoint_bad_', 'bundle_bad_'];

/** The exit code of a failure. */
export function exitCodeOf(code: FailureCode): number {
  if (NOT_WRITTEN.includes(code)) return EXIT_CODES.notWritten.code;
  if (WRONG_INPUT.includes(code) || BAD_FILES.some((start) => code.startsWith(start)))
    return EXIT_CODES.wrongInput.code;
  return EXIT_CODES.failed.code;
}
