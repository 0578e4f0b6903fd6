import { plain } from '../../quoted';
import type { Account } from '../account';
import { throwIfCancelled } from '../../cancelled';
import type { HeldOutSet, ImageSet } from '../imageSet';
import { sayTaken } from '../limit';
import type { LoadOptions } from '../reader';
import { ending, splitPath, textLines, type SourceFile } from '../sourceFile';
import type { CifarPlan } from './planCifar';
import { imagesInBatch, readCifar, type NamedBytes } from './readCifar';
import { binaryBatch, pythonClassNames } from './readPython';

/**
 * The training batches as one set; which they are, and what is kept from training, goes into the account.
 *
 * @throws {Failure} those of `readCifar` and of `binaryBatch`
 */
export async function loadCifar(
  plan: CifarPlan,
  account: Account,
  { limit, signal, onProgress }: LoadOptions,
): Promise<ImageSet> {
  const { version, training, test, classNames } = plan;
  const batches = await readBatches(plan, training, { signal, onProgress });
  const set = readCifar(batches, await namesIn(classNames), limit);
  const there = imagesIn(
    batches.map(({ bytes }) => bytes.length),
    set,
  );
  sayTaken(set.count, there, account);
  if (test.length > 0) {
    const sizes =
      version === 'python'
        ? (await readBatches(plan, test, { signal })).map(({ bytes }) => bytes.length)
        : test.map(({ size }) => size);
    account.heldOut('test', imagesIn(sizes, set));
    account.remark(
      `Trained on: ${nameList(training)}. Kept for evaluation, not trained on: ${nameList(test)}.`,
    );
  }
  return { ...set, ...account.report };
}

/**
 * The test batch, with the class names of the training set; none where it is trained on.
 *
 * @throws {Failure} as `loadCifar` does
 */
export async function loadTestBatch(
  plan: CifarPlan,
  training: ImageSet,
  { signal, onProgress }: LoadOptions,
): Promise<HeldOutSet[]> {
  if (plan.test.length === 0) return [];
  const batches = await readBatches(plan, plan.test, { signal, onProgress });
  return [{ split: 'test', set: readCifar(batches, training.classNames) }];
}

async function readBatches(
  { version }: CifarPlan,
  files: readonly SourceFile[],
  { signal, onProgress }: Pick<LoadOptions, 'signal' | 'onProgress'>,
): Promise<NamedBytes[]> {
  const batches: NamedBytes[] = [];
  for (const file of files) {
    throwIfCancelled(signal);
    const batch = { name: nameOf(file), bytes: await file.read() };
    batches.push(version === 'python' ? binaryBatch(batch) : batch);
    onProgress?.(batches.length / files.length);
  }
  return batches;
}

/** How many images batches of these sizes hold, if they are of the same kind as a set. */
function imagesIn(sizes: readonly number[], { classNames }: ImageSet): number {
  return imagesInBatch(
    sizes.reduce((sum, bytes) => sum + bytes, 0),
    classNames!.length,
  );
}

/** A text file of the binary version, a pickle of the Python version. */
async function namesIn(file: SourceFile | undefined): Promise<readonly string[] | undefined> {
  if (file === undefined) return undefined;
  const bytes = await file.read();
  return ending(file.path) === '.txt' ? textLines(bytes) : pythonClassNames({ name: nameOf(file), bytes });
}

function nameList(files: readonly SourceFile[]): string {
  return plain(files.map(nameOf).join(', '));
}

function nameOf({ path }: SourceFile): string {
  return splitPath(path).name;
}
