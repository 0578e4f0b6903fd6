import { writeAtomically, type FileContent } from './atomicFile';
import { writeFailure } from './fileFailures';

/** Writes a result whole or not at all. @throws Failure `storage_full`, `storage_failed` */
export async function writeResult(path: string, content: FileContent): Promise<void> {
  await writeAtomically(path, content).catch((error: unknown) => {
    throw writeFailure(path, error);
  });
}

/** The same for a value as JSON that a person can read. */
export function writeJsonResult(path: string, value: unknown): Promise<void> {
  return writeResult(path, `${JSON.stringify(value, null, 2)}\n`);
}
