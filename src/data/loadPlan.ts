import { Failure } from '../failure';
import { plain } from '../quoted';
import type { HeldOut } from '../reports/data';
import { Account } from './account';
import { unpackArchive } from './cifar/archive';
import type { CifarPlan } from './cifar/planCifar';
import { imagesInBatch, readCifar, type NamedBytes } from './cifar/readCifar';
import { binaryBatch, pythonClassNames } from './cifar/readPython';
import type { ImageSet } from './imageSet';
import type { DecodeImage } from './images/imageFile';
import { loadHeldOutImages } from './images/loadHeldOutImages';
import { loadImages } from './images/loadImages';
import { planData, type DataPlan } from './planData';
import { ending, splitPath, textLines, type SourceFile } from './sourceFile';

export interface PlanOptions {
  /** Side of image files in pixels; CIFAR's is 32. */
  readonly size: number;
  readonly decode: DecodeImage;
  /** Mask class that is left out, beside 255. */
  readonly ignoreClass?: number;
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
  return loadCifar(await cifarOf(plan, account), account);
}

/** Images of a data set that are known as another split than the one that is trained on. */
export interface HeldOutSet {
  readonly split: HeldOut['split'];
  readonly set: ImageSet;
}

/**
 * Reads the splits that a plan keeps from training, with the classes and the meaning of masks that the training set has.
 *
 * @param training the plan's training set, as `loadPlan` gave it
 * @throws {Failure} those of the readers
 */
export async function loadHeldOut(
  plan: DataPlan,
  training: ImageSet,
  options: PlanOptions,
): Promise<HeldOutSet[]> {
  if (plan.source === 'images') return loadHeldOutImages(plan.images, training, options);
  const cifar = await cifarOf(plan, new Account());
  if (cifar.test.length === 0) return [];
  return [{ split: 'test', set: readCifar(await readBatches(cifar, cifar.test), training.classNames) }];
}

/** Which batches there are, after an archive was unpacked. */
async function cifarOf(plan: DataPlan & { source: 'cifar10' }, account: Account): Promise<CifarPlan> {
  const { name, cifar } = plan;
  if (cifar.version !== 'archive') return cifar;
  const inside = await planData(name, await unpackArchive(cifar), account);
  if (inside.source === 'cifar10' && inside.cifar.version !== 'archive') return inside.cifar;
  throw new Failure({
    code: 'data_unreadable',
    message: `${plain(cifar.file.path)} holds no CIFAR batches.`,
    doing: 'unpacking CIFAR',
    remedy: 'Choose the binary version of CIFAR-10 or CIFAR-100.',
  });
}

async function loadCifar(plan: CifarPlan, account: Account): Promise<ImageSet> {
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
