import { afterEach, beforeEach, vi } from 'vitest';

/** @file Set-up of every test of components: all share one page, and each begins as a visit to it does. */

const { pathname } = location;

beforeEach(() => {
  localStorage.clear();
  sessionStorage.clear();
  history.replaceState(null, '', pathname);
});

afterEach(() => void vi.restoreAllMocks());
