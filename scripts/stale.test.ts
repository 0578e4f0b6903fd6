import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { BUILD_SOURCES, isStale } from './stale.mjs';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stale-'));
  mkdirSync(join(folder, 'scripts/deep'), { recursive: true });
  for (const name of ['scripts/deep/old.mjs', 'built.js']) writeFileSync(join(folder, name), '');
  for (const name of ['scripts/deep/old.mjs', 'scripts/deep', 'scripts']) setAge(name, 100);
  setAge('built.js', 50);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function setAge(name: string, seconds: number): void {
  const time = Date.now() / 1000 - seconds;
  utimesSync(join(folder, name), time, time);
}
const stale = () => isStale(join(folder, 'built.js'), [join(folder, 'scripts')]);

it('takes what is newer than all of its sources', () => {
  expect(stale()).toBe(false);
  expect(BUILD_SOURCES).toEqual(expect.arrayContaining(['src', 'scripts']));
});

it('notices a changed, a new and a removed source, and a build that is not there', () => {
  setAge('scripts/deep/old.mjs', 10);
  expect(stale()).toBe(true);
  setAge('scripts/deep/old.mjs', 100);
  writeFileSync(join(folder, 'scripts/deep/new.mjs'), '');
  expect(stale()).toBe(true);
  rmSync(join(folder, 'scripts/deep/new.mjs'));
  setAge('scripts/deep', 10);
  expect(stale()).toBe(true);
  setAge('scripts/deep', 100);
  expect(stale()).toBe(false);
  rmSync(join(folder, 'built.js'));
  expect(stale()).toBe(true);
});
