import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer, preview } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/** What browsers are told by every answer, whatever the page is. */
const EXPECTED = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
  'x-content-type-options': 'nosniff',
  'content-security-policy': "frame-ancestors 'self'",
};

let site: string;
beforeAll(async () => {
  site = await mkdtemp(join(tmpdir(), 'site-'));
  await writeFile(join(site, 'index.html'), '<!doctype html><title>page</title>');
  await writeFile(join(site, 'program.js'), 'export {};');
});
afterAll(() => rm(site, { recursive: true }));

async function expectHeaders(address: string): Promise<void> {
  const { headers, status } = await fetch(address);
  expect(status, address).toBe(200);
  for (const [name, value] of Object.entries(EXPECTED)) expect(headers.get(name), address).toBe(value);
}

describe('headers', () => {
  it('of npm start', async () => {
    const server = await preview({ build: { outDir: site }, preview: { port: 4700 }, logLevel: 'error' });
    const address = server.resolvedUrls!.local[0]!;
    for (const path of ['', 'program.js']) await expectHeaders(address + path);
    await server.close();
  });

  it('of npm run dev', async () => {
    const server = await createServer({
      server: { port: 4710, watch: null, ws: false },
      optimizeDeps: { noDiscovery: true, include: [] },
      logLevel: 'error',
    });
    await server.listen();
    const address = server.resolvedUrls!.local[0]!;
    for (const path of ['', 'src/failure.ts', 'icon.svg']) await expectHeaders(address + path);
    await server.close();
  });
});
