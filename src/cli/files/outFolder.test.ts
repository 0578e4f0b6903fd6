import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { failureInfo } from '../../failure';
import { OutFolder } from './outFolder';
import { scratch } from '../testing/program';

const folder = scratch();
afterAll(() => folder.remove());

function refused(path: string, overwrite = false) {
  try {
    OutFolder.open(path, overwrite);
  } catch (error) {
    return failureInfo(error);
  }
  throw new Error(`${path} was taken`);
}

describe('OutFolder', () => {
  it('makes folders, and takes away what it made for nothing', () => {
    const out = OutFolder.open(folder.path('a/b/c'), false);
    expect(readdirSync(out.path)).toEqual(['train.lock']);
    expect(out.note).toBeUndefined();
    out.close();
    expect(existsSync(folder.path('a'))).toBe(false);
    mkdirSync(folder.path('kept'));
    OutFolder.open(folder.path('kept'), false).close();
    expect(readdirSync(folder.path('kept'))).toEqual([]);
  });

  it('keeps what has results', () => {
    const out = OutFolder.open(folder.path('d/e'), false);
    writeFileSync(out.file('metrics'), '');
    writeFileSync(`${out.file('weights')}.part`, '');
    out.close();
    expect(readdirSync(folder.path('d/e'))).toEqual(['metrics.jsonl']);
  });

  it('says in words why a path cannot be used, and makes nothing', () => {
    writeFileSync(folder.path('file'), 'x');
    symlinkSync(folder.path('nowhere'), folder.path('link'));
    symlinkSync('loop', folder.path('loop'));
    for (const [path, reason] of [
      [folder.path('file'), 'it is a file, not a folder'],
      [folder.path('file/below/it'), 'a part of the path is a file, not a folder'],
      ['/dev/null', 'it is a file, not a folder'],
      [folder.path('link'), 'it is a link that leads nowhere'],
      [folder.path('loop'), 'it is a link that leads nowhere'],
      [folder.path('n'.repeat(300)), 'the name is too long'],
    ] as const) {
      const { code, message } = refused(path);
      expect(code).toBe('output_unusable');
      expect(message).toContain(`cannot be used: ${reason}.`);
    }
    expect(readFileSync(folder.path('file'), 'utf8')).toBe('x');
  });

  it('shows a path without its control characters', () => {
    writeFileSync(folder.path('es\u001b[2Kcape'), '');
    expect(refused(folder.path('es\u001b[2Kcape')).message).toContain('es\\u001b[2Kcape');
  });

  it('keeps an earlier run unless it may be overwritten', () => {
    const path = folder.path('earlier');
    mkdirSync(path);
    writeFileSync(`${path}/weights.safetensors`, 'weights');
    expect(refused(path)).toMatchObject({
      code: 'output_taken',
      message: expect.stringContaining('(weights.safetensors)') as string,
      remedy: expect.stringContaining('--overwrite') as string,
    });
    expect(readdirSync(path)).toEqual(['weights.safetensors']);
    const out = OutFolder.open(path, true);
    expect(refused(path, true).code).toBe('output_in_use');
    out.close();
    expect(readFileSync(`${path}/weights.safetensors`, 'utf8')).toBe('weights');
  });
});
