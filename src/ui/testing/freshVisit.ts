import { afterEach, beforeEach, vi } from 'vitest';

/** @file Set-up of every test of components: files share what the browser stores, and each test begins as a first visit does. */

const { pathname } = location;

beforeEach(() => {
  localStorage.clear();
  sessionStorage.clear();
  history.replaceState(null, '', pathname);
});

afterEach(() => void vi.restoreAllMocks());
