import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Build } from './build';
import { createSiteKeeper } from './siteKeeper';

const ROOT = 'https://site.test/play/';

type Files = Record<string, string>;

const hashOf = (text: string) => `sha256-${createHash('sha256').update(text).digest('base64')}`;

function buildOf(id: string, files: Files, onUse: readonly string[] = []): Build {
  const hashes = Object.entries(files).map(([path, text]) => [path, hashOf(text)]);
  return { id, files: Object.fromEntries(hashes) as Record<string, string>, onUse };
}

/** A server with files, and a browser that checks integrity as a real one does. */
function site(files: Files) {
  const kept = new Map<string, Map<string, Response>>();
  const asked: string[] = [];
  const server = { files, asked, isOnline: true };
  const fetch = async ({ url, integrity }: Request): Promise<Response> => {
    asked.push(url);
    if (!server.isOnline) throw new TypeError('offline');
    const text = server.files[new URL(url).href.slice(ROOT.length).replace(/[?#].*/, '')];
    if (text === undefined) return new Response('none', { status: 404 });
    if (integrity !== '' && hashOf(text) !== integrity) throw new TypeError('integrity');
    return new Response(text, { headers: { 'Cross-Origin-Embedder-Policy': 'require-corp' } });
  };
  const open = async (name: string) => {
    const files = kept.get(name) ?? new Map<string, Response>();
    kept.set(name, files);
    return {
      match: async (url: string) => files.get(url)?.clone(),
      put: async (url: string, response: Response) => void files.set(url, response),
      addAll: async (requests: Request[]) => {
        const all = await Promise.all(requests.map(fetch));
        if (all.some(({ ok }) => !ok)) throw new TypeError('status');
        requests.forEach(({ url }, index) => files.set(url, all[index]!));
      },
    };
  };
  const caches = {
    open,
    keys: async () => [...kept.keys()],
    delete: async (name: string) => kept.delete(name),
  } as unknown as CacheStorage;
  const keeperOf = (build: Build) => createSiteKeeper({ caches, fetch, root: ROOT, build });
  return { server, kept, keeperOf };
}

function request(path: string, mode: 'navigate' | 'same-origin' = 'same-origin', method = 'GET'): Request {
  // No program may make a request for a navigation.
  return { url: new URL(path, ROOT).href, method, mode, integrity: '' } as Request;
}

const OLD = { '': 'page 1', 'assets/a-1.js': 'a', 'assets/same.js': 'same', 'run.zip': 'run' };
const NEW = { '': 'page 2', 'assets/a-2.js': 'b', 'assets/same.js': 'same' };

const textOf = async (answer: Promise<Response> | undefined) => (await answer)?.text();

describe('a kept build', () => {
  it('answers without a server, with the headers that the server has sent', async () => {
    const { server, keeperOf } = site(OLD);
    const keeper = keeperOf(buildOf('1', OLD));
    await keeper.keep();
    server.isOnline = false;
    const page = await keeper.answer(request('?view=data&embed=1#3.x', 'navigate'))!;
    expect(page.headers.get('Cross-Origin-Embedder-Policy')).toBe('require-corp');
    expect(await page.text()).toBe('page 1');
    expect(await textOf(keeper.answer(request('index.html', 'navigate')))).toBe('page 1');
    expect(await textOf(keeper.answer(request('assets/a-1.js')))).toBe('a');
  });

  it('is kept whole or not at all, and never with the file of another build', async () => {
    for (const files of [{ ...OLD, '': 'page 2' }, { '': 'page 1' }]) {
      const { kept, keeperOf } = site(files);
      await expect(keeperOf(buildOf('1', OLD)).keep()).rejects.toThrow(TypeError);
      expect([...kept]).toEqual([]);
    }
  });

  it('keeps what was left for later once it is asked for, if it is of the same build', async () => {
    const { server, keeperOf } = site(OLD);
    const keeper = keeperOf(buildOf('1', OLD, ['run.zip']));
    await keeper.keep();
    expect(server.asked).not.toContain(`${ROOT}run.zip`);
    expect(await textOf(keeper.answer(request('run.zip')))).toBe('run');
    server.isOnline = false;
    expect(await textOf(keeper.answer(request('run.zip')))).toBe('run');

    const late = site({ ...OLD, 'run.zip': 'another run' });
    const other = late.keeperOf(buildOf('1', OLD, ['run.zip']));
    await other.keep();
    await expect(other.answer(request('run.zip'))).rejects.toThrow('integrity');
  });

  it('leaves everything else to the browser', async () => {
    const { keeperOf } = site(OLD);
    const keeper = keeperOf(buildOf('1', OLD));
    for (const left of [
      request('sets/birds.tar.gz'),
      request('https://site.test/other/'),
      request('assets/a-1.js?more'),
      request('', 'navigate', 'POST'),
      request('?data=1'),
      request('toString'),
    ])
      expect(keeper.answer(left), left.url).toBeUndefined();
  });

  it('opens from the server where the browser has thrown it away', async () => {
    const { keeperOf } = site(NEW);
    expect(await textOf(keeperOf(buildOf('1', OLD)).answer(request('', 'navigate')))).toBe('page 2');
  });
});

describe('a new build', () => {
  it('takes the place of the page, while a page of the one before goes on with its own files', async () => {
    const { server, kept, keeperOf } = site(OLD);
    await keeperOf(buildOf('1', OLD)).keep();
    server.files = NEW;
    const next = keeperOf(buildOf('2', NEW));
    await next.keep();
    await next.tidy();
    server.isOnline = false;
    expect(await textOf(next.answer(request('', 'navigate')))).toBe('page 2');
    expect(await textOf(next.answer(request('assets/a-1.js')))).toBe('a');
    expect(kept.size).toBe(2);
  });

  it('removes older ones, and nothing of another site of the same origin', async () => {
    const { server, kept, keeperOf } = site(OLD);
    kept.set('vicregl https://site.test/other/ 9', new Map());
    for (const id of ['1', '2', '3']) {
      server.files = { ...OLD, '': `page ${id}` };
      const keeper = keeperOf(buildOf(id, server.files));
      await keeper.keep();
      await keeper.tidy();
    }
    expect([...kept.keys()].map((name) => name.split(' ').at(-1))).toEqual(['9', '2', '3']);
  });
});
