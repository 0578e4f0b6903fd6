import { Failure } from '../../failure';

const REMEDY =
  'Use a checkpoint as torch.save writes it, from a source that you trust, or download it again.';

/** The refusal of a checkpoint, named by its reason. */
export function bad(reason: string, message: string, cause?: unknown, remedy = REMEDY): Failure {
  return new Failure(
    { code: `checkpoint_bad_${reason}`, message, doing: 'reading a PyTorch checkpoint', remedy },
    { cause },
  );
}
