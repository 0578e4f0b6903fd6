import { modelState } from '../../formats/pytorch/modelState';
import { readPyTorch } from '../../formats/pytorch/readPyTorch';
import { failureInfo } from '../../failure';

/** Says by which name a checkpoint that must be refused is refused; `undefined` when it is read, or fails otherwise. */
export function refusal(bytes: Uint8Array): string | undefined {
  try {
    modelState(readPyTorch(bytes));
  } catch (error) {
    const { code } = failureInfo(error);
    return code.startsWith('checkpoint_bad_') ? code : undefined;
  }
  return undefined;
}
