import { plain } from '../../quoted';
import type { Account } from '../account';
import type { HeldOutSet, ImageSet } from '../imageSet';
import { ending, splitPath, textLines, type SourceFile } from '../sourceFile';
import type { CifarPlan } from './planCifar';
import { imagesInBatch, readCifar, type NamedBytes } from './readCifar';
import { binaryBatch, pythonClassNames } from './readPython';

/**
 * The training batches as one set; which they are, and what is kept from training, goes into the account.
 *
 * @throws {Failure} those of `readCifar` and of `binaryBatch`
 */
export async function loadCifar(plan: CifarPlan, account: Account): Promise<ImageSet> {
  const { version, training, test, classNames } = plan;
  const set = readCifar(await readBatches(plan, training), await namesIn(classNames));
  if (test.length > 0) {
    const sizes =
      version === 'python'
        ? (await readBatches(plan, test)).map(({ bytes }) => bytes.length)
        : test.map(({ size }) => size);
    account.heldOut(
      'test',
      imagesInBatch(
        sizes.reduce((sum, bytes) => sum + bytes, 0),
        set.classNames!.length,
      ),
    );
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
export async function loadTestBatch(plan: CifarPlan, training: ImageSet): Promise<HeldOutSet[]> {
  if (plan.test.length === 0) return [];
  return [{ split: 'test', set: readCifar(await readBatches(plan, plan.test), training.classNames) }];
}

async function readBatches({ version }: CifarPlan, files: readonly SourceFile[]): Promise<NamedBytes[]> {
  const batches: NamedBytes[] = [];
  for (const file of files) {
    const batch = { name: nameOf(file), bytes: await file.read() };
    batches.push(version === 'python' ? binaryBatch(batch) : batch);
  }
  return batches;
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
