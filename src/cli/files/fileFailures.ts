import { Failure } from '../../failure';
import { plain, quoted } from '../../quoted';
import { isDiskFull, systemReason } from '../../systemError';

/** What the user is told of a file that could not be written: `storage_full`, or `storage_failed` for other reasons. */
export function writeFailure(path: string, error: unknown): Failure {
  const full = isDiskFull(error);
  return new Failure(
    {
      code: full ? 'storage_full' : 'storage_failed',
      message: `${quoted(path)} cannot be written: ${reasonOf(error)}.`,
      doing: 'writing results',
      remedy: full ? 'Make room, or choose an --out on another disk.' : 'Choose another --out.',
    },
    { cause: error },
  );
}

/** What the user is told of a file that could not be read: `data_unreadable`. */
export function readFailure(path: string, error: unknown): Failure {
  return new Failure(
    { code: 'data_unreadable', message: `${quoted(path)} cannot be read: ${reasonOf(error)}.` },
    { cause: error },
  );
}

function reasonOf(error: unknown): string {
  return systemReason(error) ?? plain(error instanceof Error ? error.message : String(error));
}
