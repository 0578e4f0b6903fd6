import { identifyFile, type FileIdentity } from '../formats/fileKind';
import type { Account } from './account';
import { isImageEnding } from './images/imageFormats';
import type { FoundFile } from './reader';
import { ending, headOf, type SourceFile } from './sourceFile';

/** Files whose beginnings are read at the same time. */
const AT_ONCE = 32;
const HIDDEN = /(^|\/)(\.[^/]*|__MACOSX|Thumbs\.db|desktop\.ini)(\/|$)/i;

/** What an ending says; what such a file holds is found out when it is decoded. */
const IMAGE_BY_ENDING: FileIdentity = { kind: 'image', words: 'an image' };

/**
 * What files are, by their beginnings: first those with the ending of an image, which are not opened, then the others.
 * Hidden files, and those that cannot be read, go into the account.
 */
export async function lookAtFiles(files: readonly SourceFile[], account: Account): Promise<FoundFile[]> {
  const visible = files.filter((file) => !HIDDEN.test(file.path));
  for (const file of files) if (HIDDEN.test(file.path)) account.notUsed('hidden', file.path);
  const named = visible.filter(({ path }) => isImageEnding(ending(path)));
  const others = visible.filter(({ path }) => !isImageEnding(ending(path)));
  const found: FoundFile[] = named.map((file) => ({ file, identity: IMAGE_BY_ENDING }));
  for (let start = 0; start < others.length; start += AT_ONCE) {
    const group = others.slice(start, start + AT_ONCE);
    const heads = await Promise.all(group.map((file) => headOf(file).catch(() => undefined)));
    group.forEach((file, index) => {
      const head = heads[index];
      if (head !== undefined) found.push({ file, identity: identifyFile(head, file.size) });
      else account.skipped('unreadable', file.path, 'It cannot be read from where it lies.');
    });
  }
  return found;
}
