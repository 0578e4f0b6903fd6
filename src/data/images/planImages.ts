import type { Account } from '../account';
import { ending, sortedByPath, splitPath, type SourceFile } from '../sourceFile';
import { folderClasses, type FolderClasses } from './folderClasses';
import { pairMasks, type PlacedImage } from './pairMasks';
import { separateSplits, type SplitFiles } from './splits';

/** What image files are to be, known by where they lie and before they are decoded. */
export interface ImagesPlan extends SplitFiles<PlacedImage> {
  /** Of the training images, in their order. */
  readonly classes?: FolderClasses;
  /** Text file that names the classes of masks, one a line. */
  readonly maskNames?: SourceFile;
}

/** Names of text files that list the classes of masks. */
const CLASS_LISTS = new Set(['classes.txt', 'codes.txt', 'class_names.txt']);

/**
 * Masks, splits and classes of image files, by the names of their folders.
 *
 * @param images sure to be images or masks
 * @param others what lies beside them; what is not used of it goes into the account
 */
export function planImages(
  images: readonly SourceFile[],
  others: readonly SourceFile[],
  account: Account,
): ImagesPlan {
  const placed = pairMasks(sortedByPath(images), account);
  const splits = separateSplits(placed, ({ file }) => file.path, account);
  const classes = folderClasses(
    splits.training.map(({ file }) => file.path),
    account,
  );
  const hasMasks = splits.training.some(({ mask }) => mask !== undefined);
  const maskNames = hasMasks ? others.find(isClassList) : undefined;
  for (const file of others) if (file !== maskNames) account.otherFormat(file.path);
  return {
    ...splits,
    ...(classes === undefined ? {} : { classes }),
    ...(maskNames === undefined ? {} : { maskNames }),
  };
}

function isClassList({ path }: SourceFile): boolean {
  return ending(path) === '.txt' && CLASS_LISTS.has(splitPath(path).name.toLowerCase());
}
