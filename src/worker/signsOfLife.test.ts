import { afterEach, describe, expect, it, vi } from 'vitest';
import { holdLifeline } from './signsOfLife';

afterEach(() => void vi.unstubAllGlobals());

describe('a lifeline', () => {
  it('is a lock that is never given back', async () => {
    const held = vi.fn();
    const request = (name: string, use: () => Promise<unknown>) => {
      held(name);
      return use();
    };
    vi.stubGlobal('navigator', { locks: { request } });
    expect(await holdLifeline()).toMatch(/^training worker /);
    expect(held).toHaveBeenCalledOnce();
  });

  it('is done without where the browser has no locks, or refuses them', async () => {
    vi.stubGlobal('navigator', {});
    expect(await holdLifeline()).toBeUndefined();
    vi.stubGlobal('navigator', { locks: { request: () => Promise.reject(new Error('denied')) } });
    expect(await holdLifeline()).toBeUndefined();
  });
});
