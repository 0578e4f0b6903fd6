import { filePath } from '../../data/chosenFiles';
import { ending, splitPath } from '../../data/sourceFile';
import type { ChosenFiles } from './dataRequest';

/** What becomes of files that come while others of their source are chosen. */
export type MoreFiles = 'add' | 'replace';

export interface AddedFiles {
  readonly files: readonly File[];
  /** How many of the new ones were chosen already, and are not in `files` twice. */
  readonly repeated: number;
}

/**
 * Chosen files and those that join them. Where a path is taken by another file, all new files get other paths, in the same
 * way, so that images and masks stay pairs. The same file, by path, size and date, does not join twice.
 */
export function addFiles(
  source: keyof ChosenFiles,
  chosen: readonly File[],
  more: readonly File[],
): AddedFiles {
  const known = new Map(chosen.map((file) => [filePath(file), file]));
  const fresh = more.filter((file) => !isSame(known.get(filePath(file)), file));
  const repeated = more.length - fresh.length;
  const apart = apartIn[source];
  for (let number = 1; ; number++) {
    const paths = fresh.map((file) => (number === 1 ? filePath(file) : apart(filePath(file), number)));
    if (paths.some((path, index) => known.has(path) && isRenamed(source, fresh[index]!))) continue;
    return { files: [...chosen, ...fresh.map((file, index) => named(file, paths[index]!))], repeated };
  }
}

/**
 * How a path is told from the same one. Folders of images are classes, so there the name changes; names of the others say
 * what is kept for evaluation, so there the folder does.
 */
const apartIn: Readonly<Record<keyof ChosenFiles, (path: string, number: number) => string>> = {
  images: (path, number) => {
    const { folders, name } = splitPath(path);
    return isText(path) ? path : [...folders, `${number} ${name}`].join('/');
  },
  cifar10: inFolder,
  arrays: inFolder,
};

function inFolder(path: string, number: number): string {
  const { folders, name } = splitPath(path);
  return [...folders, String(number), name].join('/');
}

/** `classes.txt` says something by its name; the first of them counts. */
const isText = (path: string) => ending(path) === '.txt';

const isRenamed = (source: keyof ChosenFiles, file: File) => source !== 'images' || !isText(filePath(file));

const isSame = (a: File | undefined, b: File) => a?.size === b.size && a.lastModified === b.lastModified;

function named(file: File, path: string): File {
  const { type, lastModified } = file;
  return path === filePath(file) ? file : new File([file], path, { type, lastModified });
}
