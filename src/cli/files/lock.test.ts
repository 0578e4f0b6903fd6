import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { LOCK_FILE, takeLock } from './lock';
import { scratch } from '../testing/program';

const scratchFolder = scratch();
const folder = scratchFolder.path('');
const path = scratchFolder.path(LOCK_FILE);
afterAll(() => scratchFolder.remove());
beforeEach(() => rmSync(path, { force: true }));

const write = (pid: number, host = hostname()) => writeFileSync(path, JSON.stringify({ pid, host }));
/** Number of a process that has ended. */
const deadProcess = () => spawnSync(process.execPath, ['--version']).pid;

function expectRefused(words: RegExp): void {
  const before = readFileSync(path, 'utf8');
  expect(() => takeLock(folder)).toThrow(words);
  expect(readFileSync(path, 'utf8')).toBe(before);
  expect(readdirSync(folder)).toEqual([LOCK_FILE]);
}

describe('takeLock', () => {
  it('gives a folder to one at a time', () => {
    const lock = takeLock(folder);
    expect(lock.takenFrom).toBeUndefined();
    expectRefused(new RegExp(`Another training \\(process ${process.pid}\\) writes into`));
    lock.release();
    takeLock(folder).release();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('takes over from a process that is dead, and from an earlier one of its own number', () => {
    for (const pid of [deadProcess(), process.pid]) {
      write(pid);
      const lock = takeLock(folder);
      expect(lock.takenFrom).toBe(pid);
      expect(readFileSync(path, 'utf8')).toContain(String(process.pid));
      lock.release();
    }
  });

  it('does not take over from a living process, from another machine, or from what it cannot read', () => {
    write(process.ppid);
    expectRefused(new RegExp(`process ${process.ppid}`));
    write(deadProcess(), 'far\u001b[2Kaway');
    expectRefused(/on far\\u001b\[2Kaway/);
    for (const text of ['', 'null', '{"pid":"1"}']) {
      writeFileSync(path, text);
      expectRefused(/Another training writes into/);
    }
  });
});
