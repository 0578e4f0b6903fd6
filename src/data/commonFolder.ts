/** The folder at the top that all paths share; `undefined` where a file lies beside it. */
export function commonFolder(paths: readonly string[]): string | undefined {
  const end = paths[0]?.indexOf('/') ?? -1;
  if (end < 1) return undefined;
  const root = paths[0]!.slice(0, end + 1);
  return paths.every((path) => path.startsWith(root)) ? root.slice(0, -1) : undefined;
}
