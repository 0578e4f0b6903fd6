import { Failure } from '../failure';
import { plain } from '../quoted';
import type { Account } from './account';
import { unpackArchive } from './cifar/archive';
import type { CifarPlan } from './cifar/planCifar';
import { imagesInBatch, readCifar } from './cifar/readCifar';
import type { ImageSet } from './imageSet';
import type { DecodeImage } from './images/imageFile';
import { loadImages } from './images/loadImages';
import { planData, type DataPlan } from './planData';
import { splitPath, textLines, type SourceFile } from './sourceFile';

export interface PlanOptions {
  /** Side of image files in pixels; CIFAR's is 32. */
  readonly size: number;
  readonly decode: DecodeImage;
  /** Called with the share done, 0 to 1. */
  readonly onProgress?: (share: number) => void;
}

/**
 * Reads the images that a plan has found.
 *
 * @throws {Failure} those of the readers
 */
export async function loadPlan(plan: DataPlan, options: PlanOptions): Promise<ImageSet> {
  const { name, account } = plan;
  if (plan.source === 'images') return loadImages(plan.images, account, { name, ...options });
  if (plan.cifar.version !== 'archive') return loadCifar(plan.cifar, account);
  const inside = await planData(name, await unpackArchive(plan.cifar), account);
  if (inside.source === 'cifar10' && inside.cifar.version !== 'archive')
    return loadCifar(inside.cifar, account);
  throw new Failure({
    code: 'data_unreadable',
    message: `${plain(plan.cifar.file.path)} holds no CIFAR batches.`,
    doing: 'unpacking CIFAR',
    remedy: 'Choose the binary version of CIFAR-10 or CIFAR-100.',
  });
}

async function loadCifar(plan: CifarPlan, account: Account): Promise<ImageSet> {
  const { version, training, test, classNames } = plan;
  if (version === 'python') throw pythonVersion(plan);
  const files = [];
  for (const file of training) files.push({ name: nameOf(file), bytes: await file.read() });
  const set = readCifar(files, classNames === undefined ? undefined : textLines(await classNames.read()));
  if (test.length > 0) {
    const bytes = test.reduce((sum, { size }) => sum + size, 0);
    account.heldOut('test', imagesInBatch(bytes, set.classNames!.length));
    account.remark(
      `Trained on: ${nameList(training)}. Kept for evaluation, not trained on: ${nameList(test)}.`,
    );
  }
  return { ...set, ...account.report };
}

function pythonVersion({ training: [first] }: CifarPlan): Failure {
  return new Failure({
    code: 'data_unreadable',
    message: `${first === undefined ? 'This' : plain(first.path)} is of CIFAR’s Python version, which is not read.`,
    doing: 'reading CIFAR',
    remedy: 'Choose the binary version: data_batch_1.bin and its like.',
  });
}

function nameList(files: readonly SourceFile[]): string {
  return plain(files.map(nameOf).join(', '));
}

function nameOf({ path }: SourceFile): string {
  return splitPath(path).name;
}
