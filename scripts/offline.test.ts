import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { buildIn } from './offline.mjs';

let site: string;
const write = (path: string, text: string) => writeFile(join(site, path), text);
beforeEach(async () => {
  site = await mkdtemp(join(tmpdir(), 'site-'));
  await mkdir(join(site, 'assets'));
  await write('index.html', 'page');
  await write('assets/a.js', 'a');
  await write('service-worker.js', 'itself');
  await write('run.zip', 'run');
});
afterEach(() => rm(site, { recursive: true }));

it('lists every file with its hash, the page by the empty path, and leaves what is no program for later', async () => {
  const { files, onUse } = await buildIn(site);
  expect(Object.keys(files).sort()).toEqual(['', 'assets/a.js', 'run.zip']);
  expect(files['']).toBe(`sha256-${createHash('sha256').update('page').digest('base64')}`);
  expect(onUse).toEqual(['run.zip']);
});

it('names a build by its content', async () => {
  const first = await buildIn(site);
  await write('service-worker.js', 'written after the list');
  expect((await buildIn(site)).id).toBe(first.id);
  await write('run.zip', 'another run');
  expect((await buildIn(site)).id).not.toBe(first.id);
});
