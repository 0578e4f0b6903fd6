import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { isDiskFull, systemCode, systemReason } from './systemError';

const folder = mkdtempSync(join(tmpdir(), 'system-error-'));
afterAll(() => rmSync(folder, { recursive: true }));

function refused(action: () => unknown): unknown {
  try {
    action();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was refused');
}

const read = (path: string) => refused(() => readFileSync(path));

describe('systemReason', () => {
  it('says what the system refuses in words', () => {
    symlinkSync('loop', join(folder, 'loop'));
    expect(systemReason(read(join(folder, 'none')))).toBe('there is no such file or folder');
    expect(systemReason(read(folder))).toBe('it is a folder');
    expect(systemReason(read('/dev/null/below'))).toBe('a part of the path is a file, not a folder');
    expect(systemReason(read(join(folder, 'loop')))).toBe('its links lead in a circle');
    expect(systemReason(read(join(folder, 'n'.repeat(5000))))).toBe('the name is too long');
    expect(systemReason(read('a\0b'))).toMatch(/character/);
  });

  it.runIf(process.platform === 'linux')('knows a full disk', () => {
    const full = refused(() => writeFileSync('/dev/full', 'x'));
    expect(systemReason(full)).toBe('the disk is full');
    expect(isDiskFull(full)).toBe(true);
    expect(isDiskFull(read(folder))).toBe(false);
  });

  it('names a code that it does not know, and leaves errors of programs alone', () => {
    expect(systemReason(Object.assign(new Error('x'), { code: 'EODD', syscall: 'read' }))).toMatch(/EODD/);
    expect(systemCode(new TypeError('x'))).toBeUndefined();
    expect(systemCode(Object.assign(new Error('x'), { code: 'commander.help' }))).toBeUndefined();
    expect(systemReason('ENOENT')).toBeUndefined();
  });
});
