import { commonFolder } from './commonFolder';
import { planData } from './planData';
import type { DataPlan } from './readers';
import type { SourceFile } from './sourceFile';

/**
 * Decides what chosen or dropped files are, by the rule that the command line uses. A folder chosen alone is the root: its
 * name is that of the data, not part of the paths.
 *
 * @throws {Failure} those of `planData`
 */
export function planFiles(files: readonly File[]): Promise<DataPlan> {
  const paths = files.map(filePath);
  const root = commonFolder(paths);
  const name = root ?? (files.length === 1 ? paths[0]! : `${files.length.toLocaleString('en')} files`);
  const skip = root === undefined ? 0 : root.length + 1;
  return planData(
    name,
    files.map((file, index) => chosenFile(file, paths[index]!.slice(skip))),
  );
}

/** A file of the page. */
export function chosenFile(file: File, path: string): SourceFile {
  const bytes = async (part: Blob) => new Uint8Array(await part.arrayBuffer());
  return {
    path,
    size: file.size,
    slice: (start, end) => bytes(file.slice(start, end)),
    read: () => bytes(file),
  };
}

/** Chosen folders come with `webkitRelativePath`; dropped ones carry the path in their name. */
export function filePath(file: File): string {
  return file.webkitRelativePath || file.name;
}
