import { Failure } from '../../failure';
import type { Account } from '../account';
import { commonFolder } from '../commonFolder';
import { isHidden } from '../lookAtFiles';
import { splitPath, type SourceFile } from '../sourceFile';
import type { Archive } from './archive';

/** How an archive's files are got: listed, or opened. */
export type Got = (archive: Archive) => Promise<SourceFile[]>;

interface Content {
  readonly archive: Archive;
  readonly files: readonly SourceFile[];
  /** The folder that all of them lie in. */
  readonly root: string | undefined;
}

/**
 * The files of archives, with paths as if these had been unpacked beside each other: an archive of one folder is that
 * folder, and one of loose files is a folder of the archive's name. Of a single archive the folder is the data itself.
 * One of several that is damaged goes into the account.
 *
 * @throws {Failure} `data_unreadable` where all are damaged, and those of the archives
 */
export async function archiveFiles(
  archives: readonly Archive[],
  account: Account,
  got: Got,
): Promise<SourceFile[]> {
  const contents: Content[] = [];
  let damage: Failure | undefined;
  for (const archive of archives) {
    try {
      const files = await got(archive);
      contents.push({
        archive,
        files,
        root: commonFolder(files.map(pathOf).filter((path) => !isHidden(path))),
      });
    } catch (error) {
      if (!(error instanceof Failure) || error.info.code === 'cancelled') throw error;
      damage = error;
      account.skipped('archives that cannot be read', archive.file.path, error.info.message);
    }
  }
  if (contents.length === 0 && damage !== undefined) throw damage;
  const [only] = contents;
  if (archives.length === 1 && only !== undefined)
    return only.files.map((file) => moved(file, only.root, ''));
  const together = contents.flatMap((content) => placed(content, content.root === undefined));
  const isUnique = new Set(together.map(pathOf)).size === together.length;
  return isUnique ? together : contents.flatMap((content) => placed(content, true));
}

function placed({ archive, files }: Content, inOwnFolder: boolean): readonly SourceFile[] {
  if (!inOwnFolder) return files;
  const folder = splitPath(archive.file.path).name.replace(/(\.tar)?\.[^.]+$/, '');
  return files.map((file) => moved(file, undefined, `${folder}/`));
}

/** The same file out of one folder and into another. */
function moved(file: SourceFile, out: string | undefined, into: string): SourceFile {
  const isInside = out !== undefined && file.path.startsWith(`${out}/`);
  return { ...file, path: into + (isInside ? file.path.slice(out.length + 1) : file.path) };
}

function pathOf({ path }: SourceFile): string {
  return path;
}
