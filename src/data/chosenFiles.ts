import { HEAD_BYTES } from '../formats/fileKind';
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
    files.map((file, index) => sourceFile(file, paths[index]!.slice(skip))),
  );
}

function sourceFile(file: File, path: string): SourceFile {
  const bytes = async (part: Blob) => new Uint8Array(await part.arrayBuffer());
  return {
    path,
    size: file.size,
    head: () => bytes(file.slice(0, HEAD_BYTES)),
    read: () => bytes(file),
  };
}

/** Chosen folders come with `webkitRelativePath`; dropped ones carry the path in their name. */
export function filePath(file: File): string {
  return file.webkitRelativePath || file.name;
}

/** The folder at the top that all paths share. */
function commonFolder(paths: readonly string[]): string | undefined {
  const end = paths[0]?.indexOf('/') ?? -1;
  if (end < 1) return undefined;
  const root = paths[0]!.slice(0, end + 1);
  return paths.every((path) => path.startsWith(root)) ? root.slice(0, -1) : undefined;
}
