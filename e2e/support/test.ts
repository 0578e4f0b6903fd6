import { expect, test as base } from '@playwright/test';
import { PolicyWatch } from './policyWatch';

/**
 * Playwright's `test`, which fails where a page asks another origin or violates its Content-Security-Policy or Trusted
 * Types: every page of the browser, also of contexts that a test opens itself, and their workers.
 */
export const test = base.extend<{ policy: PolicyWatch }, { policyWatch: PolicyWatch }>({
  policyWatch: [
    async ({ browser }, use, { project }) => {
      await use(new PolicyWatch(browser, new URL(project.use.baseURL!).origin));
    },
    { scope: 'worker', auto: true },
  ],
  policy: [
    async ({ policyWatch }, use) => {
      await use(policyWatch);
      expect(await policyWatch.take(), 'breaches of the content policy').toEqual([]);
    },
    { auto: true },
  ],
});
