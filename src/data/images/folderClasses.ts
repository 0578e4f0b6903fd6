import { quotedList } from '../../quoted';
import type { Account } from '../account';
import { partingLevel } from './layers';

/** Names in order, as `labels` index them. */
export interface FolderClasses {
  readonly names: readonly string[];
  /** For each path, in its order. */
  readonly labels: readonly number[];
}

/** The most classes that a label can tell apart. */
const MAX_CLASSES = 2 ** 16;

/**
 * Classes from the first level of folders that differs: `cat/images/1.jpg` beside `dog/2.jpg` is a cat. None where all
 * images lie in one folder, or some beside the class folders.
 */
export function folderClasses(paths: readonly string[], account: Account): FolderClasses | undefined {
  const parting = partingLevel(paths);
  if (parting === null) return undefined;
  const loose = paths.filter((_, index) => parting.folders[index] === undefined);
  if (loose.length > 0) {
    account.remark(
      `No classes: ${loose.length} of ${paths.length} images lie beside the class folders (${quotedList(loose)}).`,
    );
    return undefined;
  }
  const folders = parting.folders as readonly string[];
  const names = [...new Set(folders)].sort();
  if (names.length > MAX_CLASSES) {
    account.remark(
      `No classes: there are ${names.length.toLocaleString('en')} folders; at most ${MAX_CLASSES.toLocaleString('en')} can be told apart.`,
    );
    return undefined;
  }
  const index = new Map(names.map((name, label) => [name, label]));
  return { names, labels: folders.map((folder) => index.get(folder)!) };
}
