import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer, preview } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { POLICY } from './csp.mjs';
import { HEADERS } from './headers.mjs';

/** What browsers are told by every answer, whatever the page is. */
const COMMON = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
  'cross-origin-resource-policy': 'cross-origin',
  'x-content-type-options': 'nosniff',
  'permissions-policy': 'camera=(self), microphone=(), geolocation=(), display-capture=()',
};

let site: string;
beforeAll(async () => {
  site = await mkdtemp(join(tmpdir(), 'site-'));
  await writeFile(join(site, 'index.html'), '<!doctype html><title>page</title>');
  await writeFile(join(site, 'program.js'), 'export {};');
});
afterAll(() => rm(site, { recursive: true }));

async function expectHeaders(address: string, policy: string | null): Promise<void> {
  const { headers, status } = await fetch(address);
  expect(status, address).toBe(200);
  const expected = { ...COMMON, 'content-security-policy': policy };
  for (const [name, value] of Object.entries(expected)) expect(headers.get(name), address).toBe(value);
}

describe('headers', () => {
  it('of npm start', async () => {
    const server = await preview({ build: { outDir: site }, preview: { port: 4700 }, logLevel: 'error' });
    const address = server.resolvedUrls!.local[0]!;
    for (const path of ['', 'program.js']) await expectHeaders(address + path, POLICY);
    await server.close();
  });

  it('allow nothing unsafe but to compile WebAssembly', () => {
    expect(POLICY.match(/[\w-]*unsafe[\w-]*/g)).toEqual(['wasm-unsafe-eval']);
  });

  it('let any page show it in a frame', () => {
    expect(POLICY).not.toContain('frame-ancestors');
  });

  it('of other servers, as the readme has them', async () => {
    const readme = await readFile('README.md', 'utf8');
    for (const [name, value] of Object.entries(HEADERS)) expect(readme).toContain(`\n  ${name}: ${value}\n`);
  });

  it('of npm run dev, which runs inline scripts', async () => {
    const server = await createServer({
      server: { port: 4710, watch: null, ws: false },
      optimizeDeps: { noDiscovery: true, include: [] },
      logLevel: 'error',
    });
    await server.listen();
    const address = server.resolvedUrls!.local[0]!;
    for (const path of ['', 'src/failure.ts', 'icon.svg']) await expectHeaders(address + path, null);
    await server.close();
  });
});
