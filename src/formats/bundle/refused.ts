import { Failure } from '../../failure';

const REMEDY = 'Save the run again where it was made, or take another copy of the file.';

/** The refusal of a bundle, named by its reason. */
export function refused(reason: string, message: string, cause?: unknown, remedy = REMEDY): Failure {
  return new Failure(
    { code: `bundle_bad_${reason}`, message, doing: 'reading the file of a run', remedy },
    { cause },
  );
}
