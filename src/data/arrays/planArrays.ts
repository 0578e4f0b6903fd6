import type { HeldOut } from '../../reports/data';
import type { Account } from '../account';
import type { FoundFile } from '../reader';
import type { SourceFile } from '../sourceFile';
import { nameOf, type ArrayPair, type ArraySplit } from './pixelArray';

/** Images that are kept from training. */
export interface HeldOutPair {
  readonly split: HeldOut['split'];
  readonly pair: ArrayPair;
}

export interface ArraysPlan {
  readonly training: ArrayPair;
  readonly heldOut: readonly HeldOutPair[];
  /** A line for each class. */
  readonly classNames?: SourceFile;
}

const NAMES = /^(classes|class_names|labels)\.txt$/i;
/** What is trained on: the first of these that is there. */
const PREFERRED: readonly ArraySplit[] = ['train', 'unlabeled', 'val', 'test'];
const KEPT = ['val', 'test'] as const;

/**
 * Which arrays are trained on, and which are kept for evaluation. Those of the test set are trained on only where there
 * are no others; images without labels only where there are none with labels.
 *
 * @param files all that the pairs were found among
 * @param account takes up what is not used
 */
export function planArrays(
  pairs: readonly ArrayPair[],
  files: readonly FoundFile[],
  account: Account,
): ArraysPlan | undefined {
  const first = (split: ArraySplit) => pairs.find((pair) => pair.split === split);
  const training = PREFERRED.map(first).find((pair) => pair !== undefined);
  if (training === undefined) return undefined;
  const heldOut = KEPT.flatMap((split) => {
    const pair = first(split);
    return pair === undefined || pair === training ? [] : [{ split, pair }];
  });
  if (training.split === 'test') account.remark('Trained on the test images: there are no others.');
  if (training.split === 'train' && first('unlabeled') !== undefined)
    account.remark(`Not trained on: ${first('unlabeled')!.name}. To train on it, choose it alone.`);
  const classNames = files.find(({ file }) => NAMES.test(nameOf(file)))?.file;
  const used = new Set<SourceFile | undefined>([
    ...[training, ...heldOut.map(({ pair }) => pair)].flatMap((pair) => pair.files),
    classNames,
  ]);
  for (const { file } of files) if (!used.has(file)) account.otherFormat(file.path);
  return { training, heldOut, ...(classNames === undefined ? {} : { classNames }) };
}
