import { afterEach, expect, it, vi } from 'vitest';
import { heldRuns, holdRun } from './runLocks';

afterEach(() => void vi.unstubAllGlobals());

it('every run is free where the browser refuses locks', async () => {
  const refuse = () => Promise.reject(new Error('The request was denied.'));
  vi.stubGlobal('navigator', { locks: { request: refuse, query: refuse } });
  expect(await holdRun('a')).toMatchObject({ id: 'a' });
  expect(await heldRuns()).toEqual(new Set());
});
