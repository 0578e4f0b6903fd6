import { Failure } from '../failure';
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
  const visible = files.filter(({ path }) => !isHidden(path));
  for (const file of files) if (isHidden(file.path)) account.notUsed('hidden', file.path);
  const named = visible.filter(({ path }) => isImageEnding(ending(path)));
  const others = visible.filter(({ path }) => !isImageEnding(ending(path)));
  const found: FoundFile[] = named.map((file) => ({ file, identity: IMAGE_BY_ENDING }));
  for (let start = 0; start < others.length; start += AT_ONCE) {
    const group = others.slice(start, start + AT_ONCE);
    const heads = await Promise.allSettled(group.map(headOf));
    group.forEach((file, index) => {
      const head = heads[index]!;
      if (head.status === 'fulfilled') found.push({ file, identity: identifyFile(head.value, file.size) });
      else account.skipped('unreadable', file.path, unreadableReason(head.reason));
    });
  }
  return found;
}

/** What systems, archives and unpackers add, and nobody means. */
export function isHidden(path: string): boolean {
  return HIDDEN.test(path);
}

/** Why a file cannot be read: in an archive's own words, where it lies in one. */
export function unreadableReason(error: unknown): string {
  return error instanceof Failure ? error.info.message : 'It cannot be read from where it lies.';
}
