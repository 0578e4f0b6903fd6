import { Failure } from '../../failure';

/** The refusal of a checkpoint, named by its reason. */
export function bad(reason: string, message: string, cause?: unknown): Failure {
  return new Failure(
    {
      code: `checkpoint_bad_${reason}`,
      message,
      doing: 'reading a PyTorch checkpoint',
      remedy: 'Use a checkpoint as torch.save writes it, from a source that you trust, or download it again.',
    },
    { cause },
  );
}
