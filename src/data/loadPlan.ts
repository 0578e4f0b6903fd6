import { Failure } from '../failure';
import { plain } from '../quoted';
import type { Account } from './account';
import { unpackArchive } from './cifar/archive';
import type { CifarPlan } from './cifar/planCifar';
import { imagesInBatch, readCifar, type NamedBytes } from './cifar/readCifar';
import { binaryBatch, pythonClassNames } from './cifar/readPython';
import type { ImageSet } from './imageSet';
import type { DecodeImage } from './images/imageFile';
import { loadImages } from './images/loadImages';
import { planData, type DataPlan } from './planData';
import { ending, splitPath, textLines, type SourceFile } from './sourceFile';

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

async function loadCifar(
  { version, training, test, classNames }: CifarPlan,
  account: Account,
): Promise<ImageSet> {
  const isPython = version === 'python';
  const read = async (file: SourceFile): Promise<NamedBytes> => {
    const batch = { name: nameOf(file), bytes: await file.read() };
    return isPython ? binaryBatch(batch) : batch;
  };
  const batches = [];
  for (const file of training) batches.push(await read(file));
  const set = readCifar(batches, await namesIn(classNames));
  if (test.length > 0) {
    let bytes = 0;
    for (const file of test) bytes += isPython ? (await read(file)).bytes.length : file.size;
    account.heldOut('test', imagesInBatch(bytes, set.classNames!.length));
    account.remark(
      `Trained on: ${nameList(training)}. Kept for evaluation, not trained on: ${nameList(test)}.`,
    );
  }
  return { ...set, ...account.report };
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
