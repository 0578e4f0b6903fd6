import type { SourceFile } from '../sourceFile';
import type { Archive, OpenArchive } from './archive';
import { openTar } from './tar';
import { openZip } from './zip';

/** The formats that are read. */
const FORMATS: readonly OpenArchive[] = [openZip, openTar];

/** A file as the archive that it is; `undefined` where it is none of a format that is read. */
export async function openArchive(file: SourceFile): Promise<Archive | undefined> {
  for (const open of FORMATS) {
    const archive = await open(file);
    if (archive !== undefined) return archive;
  }
  return undefined;
}
