import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { burst } from './burst';
import { cameraFailure, noCameras } from './cameraFailure';
import { classNameOf, shotFiles, type Shot } from './shots';

describe('refusals of the camera', () => {
  it.each([
    ['NotAllowedError', /may not be used\. Allow it for this site/],
    ['SecurityError', /may not be used/],
    ['NotFoundError', /There is no camera\. Connect one/],
    ['NotReadableError', /another program may use it\. Close the other program/],
    ['OverconstrainedError', /no longer there/],
    ['AbortError', /does not open: broken/],
  ])('%s is told in words', (name, words) => {
    const { message, remedy } = cameraFailure(new DOMException('broken', name)).info;
    expect(`${message} ${remedy}`).toMatch(words);
  });

  it('that are told already stay', () => {
    expect(cameraFailure(noCameras()).info.remedy).toMatch(/https/);
  });
});

describe('pictures', () => {
  const shot = (id: number, className: string): Shot => ({
    ...{ id, className, address: '' },
    picture: new Blob([String(id)]),
  });

  it('are numbered in their classes, however they were mixed', async () => {
    const files = shotFiles([shot(4, 'cup'), shot(7, 'pen'), shot(9, 'cup')]);
    expect(files.map(({ name }) => name)).toEqual(['cup/0001.jpg', 'cup/0002.jpg', 'pen/0001.jpg']);
    expect(await files[1]!.text()).toBe('9');
  });

  it.each([
    [' my  cup ', 'my cup'],
    ['a/b\\c', 'a b c'],
    ['../../x', 'x'],
    ['.hidden', 'hidden'],
    ['', 'class'],
    ['///', 'class'],
    ['\u202egpj', 'gpj'],
    ['x'.repeat(99), 'x'.repeat(60)],
  ])('of %j lie in the folder %j', (text, name) => {
    expect(classNameOf(text)).toBe(name);
  });
});

describe('a burst', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it('takes its pictures at its pace, the first at once', async () => {
    const take = vi.fn(() => Promise.resolve());
    const done = burst({ count: 3, interval: 100, signal: new AbortController().signal, take });
    await vi.advanceTimersByTimeAsync(99);
    expect(take).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(101);
    expect(take).toHaveBeenCalledTimes(3);
    await done;
  });

  it('ends between two pictures', async () => {
    const take = vi.fn(() => Promise.resolve());
    const ending = new AbortController();
    const done = burst({ count: 3, interval: 60_000, signal: ending.signal, take });
    await vi.advanceTimersByTimeAsync(10);
    ending.abort();
    await done;
    expect(take).toHaveBeenCalledTimes(1);
  });
});
