import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createAddressFiles } from './addressFiles';
import type { Question } from './question';
import { createRunStore } from './runStore';

/** What a server of the page's site does. */
let serve: (request: IncomingMessage, response: ServerResponse) => void;
let server: Server;
let asked: string[];

beforeEach(async () => {
  asked = [];
  server = createServer((request, response) => {
    asked.push(request.url!);
    serve(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  vi.stubGlobal('location', { href: `http://127.0.0.1:${port}/site/index.html` });
});
afterEach(() => {
  vi.unstubAllGlobals();
  server.closeAllConnections();
  server.close();
});

function page() {
  const run = createRunStore();
  const taken: File[] = [];
  const questions: Omit<Question, 'answer'>[] = [];
  const files = createAddressFiles({
    run,
    ask: (question) => Promise.resolve(questions.push(question) > 0),
    tell: (message) => run.dispatch({ type: 'told', message }),
    take: async (some) => void taken.push(...some),
  });
  const refusal = () => {
    const [message] = run.getState().messages;
    return message === undefined ? undefined : `${message.text} ${message.failure?.remedy}`;
  };
  return { files, run, taken, questions, refusal };
}

describe('a file from an address', () => {
  it('is taken under its name, with its bytes', async () => {
    serve = (_, response) => response.end(Buffer.alloc(3_000_000, 7));
    const { files, taken, run } = page();
    const seen: (number | undefined)[] = [];
    run.subscribe(({ fetching }) => seen.push(fetching?.done));
    await files.loadAddress('sets/my%20birds.bin');
    expect(asked).toEqual(['/site/sets/my%20birds.bin']);
    expect(taken).toHaveLength(1);
    expect(taken[0]).toMatchObject({ name: 'my birds.bin', size: 3_000_000 });
    expect(new Uint8Array(await taken[0]!.arrayBuffer()).every((byte) => byte === 7)).toBe(true);
    expect(seen.some((done) => done! > 1_000_000)).toBe(true);
    expect(run.getState()).toMatchObject({ fetching: null, messages: [] });
  });

  it.each<[string, (response: ServerResponse) => void, RegExp]>([
    [
      'is not there',
      (response) => response.writeHead(404).end(),
      /There is no file ".*" on this site \(404\)/,
    ],
    ['is forbidden', (response) => response.writeHead(403).end(), /answers 403/],
    [
      'is a page',
      (response) => response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end('<html>'),
      /answers with a web page.*There may be no such file/,
    ],
    [
      'lies elsewhere',
      (response) => response.writeHead(302, { location: 'http://elsewhere.test/x' }).end(),
      /on to another address/,
    ],
    [
      'is announced as too large',
      (response) => response.writeHead(200, { 'content-length': '900000000000' }).write('x'),
      /has 900 GB or more; at most 3\.00 GB/,
    ],
    [
      'breaks off',
      (response) => {
        response.writeHead(200, { 'content-length': '100' }).write('half', () => response.destroy());
      },
      /broke off after/,
    ],
  ])('that %s is refused in words', async (_, answer, words) => {
    serve = (_request, response) => answer(response);
    const { files, taken, refusal, run } = page();
    await files.loadAddress('a.zip');
    expect(refusal()).toMatch(words);
    expect(taken).toEqual([]);
    expect(run.getState().fetching).toBeNull();
  });

  it('of another site is refused, and no one is asked for it', async () => {
    const fetching = vi.spyOn(globalThis, 'fetch');
    const { files, refusal } = page();
    await files.loadAddress('https://elsewhere.test/x.png');
    expect(refusal()).toMatch(/another site.*Download the file and drop it here/);
    expect(fetching).not.toHaveBeenCalled();
  });

  it('can be cancelled, without a word', async () => {
    serve = (_, response) => response.write('x');
    const { files, taken, refusal, run } = page();
    const loading = files.loadAddress('a.zip');
    await expect.poll(() => asked).toHaveLength(1);
    files.cancelAddress();
    await loading;
    expect([taken, refusal()]).toEqual([[], undefined]);
    expect(run.getState().fetching).toBeNull();
  });

  it('gives way to a later one', async () => {
    serve = (request, response) => (request.url!.endsWith('slow') ? response.write('x') : response.end('y'));
    const { files, taken } = page();
    const slow = files.loadAddress('slow');
    await expect.poll(() => asked).toHaveLength(1);
    await Promise.all([slow, files.loadAddress('quick')]);
    expect(taken.map(({ name }) => name)).toEqual(['quick']);
  });

  it('that the page was opened with is asked for first', async () => {
    serve = (_, response) => response.end('y');
    const { files, questions, taken } = page();
    await files.offerAddress('sets/a.zip');
    expect(questions[0]!.text).toContain('"/site/sets/a.zip"');
    expect(taken.map(({ name }) => name)).toEqual(['a.zip']);
    await files.offerAddress('https://elsewhere.test/a.zip');
    expect(questions).toHaveLength(1);
  });
});
