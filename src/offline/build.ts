/** One build of the site, as its service worker knows it (`scripts/offline.mjs` writes it). */
export interface Build {
  /** Its own among all builds: it follows from the content of all files. */
  readonly id: string;
  /**
   * The hash of each file's content, as a request's `integrity` wants it, by the file's path from the site's root. The
   * page itself has the empty path.
   */
  readonly files: Readonly<Record<string, string>>;
  /** Paths of the files that are kept only once they were asked for. */
  readonly onUse: readonly string[];
}
