import type { Account } from '../account';

const MOST_LENGTH = 1024;
const ABSOLUTE = /^\/|^[a-z]:/i;

/** Keeps the paths of an archive's entries: each once, and none that leads out of the archive. */
export class EntryPaths {
  private readonly seen = new Set<string>();
  private readonly account: Account;

  /** @param account takes up the entries that are left out */
  constructor(account: Account) {
    this.account = account;
  }

  /**
   * An entry's path with `/` between folders, whichever way it was written; `undefined` where the entry is left out.
   *
   * @param name as the archive has it
   */
  take(name: string): string | undefined {
    const path = name
      .replaceAll('\\', '/')
      .replace(/^(\.\/)+/, '')
      .replace(/\/{2,}/g, '/');
    const isUnsafe =
      path === '' || path.length > MOST_LENGTH || ABSOLUTE.test(path) || path.split('/').includes('..');
    if (isUnsafe || this.seen.has(path)) {
      this.account.notUsed(isUnsafe ? 'with paths out of the archive' : 'named twice', name);
      return undefined;
    }
    this.seen.add(path);
    return path;
  }
}
