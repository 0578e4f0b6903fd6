import { splitPath } from '../sourceFile';

/** The first level of folders at which files part, and each file's folder there: `undefined` for those above it. */
export interface Parting {
  /** Folders that all files have in common. */
  readonly common: readonly string[];
  readonly folders: readonly (string | undefined)[];
}

/** `null` where all files lie in one folder. */
export function partingLevel(paths: readonly string[]): Parting | null {
  const chains = paths.map((path) => splitPath(path).folders);
  const first = chains[0];
  if (first === undefined) return null;
  for (let level = 0; ; level++) {
    const folders = chains.map((chain) => chain[level]);
    if (folders.some((folder) => folder !== folders[0])) return { common: first.slice(0, level), folders };
    if (folders[0] === undefined) return null;
  }
}
