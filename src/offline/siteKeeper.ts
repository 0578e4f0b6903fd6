import type { Build } from './build';

/** What it needs of a service worker's surroundings. */
interface Surroundings {
  readonly caches: CacheStorage;
  readonly fetch: (request: Request) => Promise<Response>;
  /** Address of the site's root, which ends in `/`. */
  readonly root: string;
  readonly build: Build;
}

/** The files of one build, in the browser. */
export interface SiteKeeper {
  /**
   * Fetches all files that are not left for later. All of them are kept, or none.
   * @throws TypeError where one cannot be fetched, or is not the one of this build
   */
  keep(): Promise<void>;
  /** Removes other builds, but for the one before: pages that began with it may still run. */
  tidy(): Promise<void>;
  /** The answer to a request; `undefined` leaves it to the browser. */
  answer(request: Request): Promise<Response> | undefined;
}

/** Files here have the hash of their content in their names, so one of any build is the one that was asked for. */
const NAMED_BY_CONTENT = 'assets/';
/** A file is the same, whoever asks for it. */
const EXACT: CacheQueryOptions = { ignoreVary: true };
const PAGE = '';
const PAGE_NAMES = [PAGE, 'index.html'];

/**
 * Keeps one build under one name and answers with it alone. Every file is fetched with the hash that it has in the build,
 * so a server that has got another build meanwhile makes the keeping fail, never a mixture.
 */
export function createSiteKeeper({ caches, fetch, root, build }: Surroundings): SiteKeeper {
  // Two sites of one origin share its caches.
  const ours = `vicregl ${root} `;
  const name = ours + build.id;
  const address = (path: string) => root + path;
  const exact = (path: string) =>
    new Request(address(path), { integrity: build.files[path]!, cache: 'no-cache' });

  /** Path of a file of the site, whatever build it is of; `undefined` for all other addresses. */
  function pathOf({ url, mode }: Request): string | undefined {
    const { href, search } = withoutHash(url);
    if (!href.startsWith(root)) return undefined;
    const path = href.slice(root.length);
    if (search === '') return path === 'index.html' && mode === 'navigate' ? PAGE : path;
    // The page's own query says what it shows, not what it is.
    const bare = path.slice(0, -search.length);
    return mode === 'navigate' && PAGE_NAMES.includes(bare) ? PAGE : undefined;
  }

  async function fileOf(path: string, request: Request): Promise<Response> {
    const cache = await caches.open(name);
    const kept = await cache.match(address(path), EXACT);
    if (kept !== undefined) return kept;
    // The browser has thrown it away: what the server has now is a whole page of one build too.
    if (path === PAGE) return fetch(request);
    const response = await fetch(exact(path));
    if (response.ok) await cache.put(address(path), response.clone());
    return response;
  }

  /** For pages that another build has begun. */
  async function fileOfAnyBuild(request: Request): Promise<Response> {
    for (const other of await caches.keys()) {
      if (!other.startsWith(ours)) continue;
      const kept = await (await caches.open(other)).match(request.url, EXACT);
      if (kept !== undefined) return kept;
    }
    return fetch(request);
  }

  return {
    keep: async () => {
      const first = Object.keys(build.files).filter((path) => !build.onUse.includes(path));
      try {
        await (await caches.open(name)).addAll(first.map(exact));
      } catch (error) {
        await caches.delete(name);
        throw error;
      }
    },
    tidy: async () => {
      // Oldest first.
      const others = (await caches.keys()).filter((other) => other.startsWith(ours) && other !== name);
      await Promise.all(others.slice(0, -1).map((other) => caches.delete(other)));
    },
    answer: (request) => {
      if (request.method !== 'GET') return undefined;
      const path = pathOf(request);
      if (path === undefined) return undefined;
      if (Object.hasOwn(build.files, path)) return fileOf(path, request);
      return path.startsWith(NAMED_BY_CONTENT) ? fileOfAnyBuild(request) : undefined;
    },
  };
}

function withoutHash(url: string): { href: string; search: string } {
  const parsed = new URL(url);
  parsed.hash = '';
  return { href: parsed.href, search: parsed.search };
}
