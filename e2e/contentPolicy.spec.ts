import { expect, type Page } from '@playwright/test';
import { dropFiles } from './support/dropFiles';
import { Playground } from './support/playground';
import { test } from './support/test';
import { tinyRun } from './support/tinyRun';
import { zstdTiff } from './support/zstdTiff';

const ELSEWHERE = 'http://elsewhere.test/';

/** What Chromium reports of a fetch from there, which ends before a request is made. */
const STOPPED = /elsewhere\.test.* violates/;

/** The policy that the page gives to itself. */
function pagePolicy(page: Page): Promise<string | null> {
  return page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute('content');
}

test('page and server allow nothing unsafe but to compile WebAssembly', async ({ page }) => {
  const answer = await page.goto('./');
  const policies = [await pagePolicy(page), answer!.headers()['content-security-policy']];
  for (const policy of policies) {
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("require-trusted-types-for 'script'");
    expect(policy!.match(/[\w-]*unsafe[\w-]*/g)).toEqual(['wasm-unsafe-eval']);
  }
});

test('the page has its policy and trains where a host sends no headers', async ({ page, policy }) => {
  await page.route('**/*', async (route) => {
    const response = await route.fetch();
    const type = response.headers()['content-type']!;
    await route.fulfill({ response, headers: { 'content-type': type } });
  });
  const playground = new Playground(page);
  await playground.open(tinyRun());
  await playground.doSteps(1);
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(false);
  await expect(page.getByRole('button', { name: 'Device: Processor (FMA)', exact: true })).toBeVisible();
  expect(policy.seen).toEqual([]);

  policy.expect(STOPPED);
  await page.evaluate((address) => fetch(address).catch(() => undefined), ELSEWHERE);
  await expect.poll(() => policy.seen.join()).toMatch(STOPPED);
});

test('nothing is lost by it: bold titles, the still page behind a dialog, TIFFs that need WebAssembly; a worker’s breach is seen', async ({
  page,
  policy,
}) => {
  const playground = new Playground(page);
  await playground.open(tinyRun());
  await playground.doSteps(1);
  await expect(page.locator('tspan', { hasText: 'Total loss' }).last()).toHaveCSS('font-weight', '700');

  await playground.button('Help').click();
  await expect(page.locator('body')).toHaveCSS('overflow', 'hidden');
  await page.keyboard.press('Escape');
  await expect(page.locator('body')).not.toHaveCSS('overflow', 'hidden');

  const bytes = zstdTiff();
  await dropFiles(
    page,
    Array.from({ length: 8 }, (_, index) => ({ name: `grey${index}.tif`, bytes })),
  );
  await expect(page.getByText(/8 images of 32 × 32/)).toBeVisible();

  expect(policy.seen).toEqual([]);
  policy.expect(STOPPED);
  const worker = playground.trainingWorker();
  await worker.evaluate((address) => fetch(address).catch(() => undefined), ELSEWHERE);
  await expect.poll(() => policy.seen.join()).toMatch(STOPPED);
});

test.describe('what every test would fail for', () => {
  test('a request of the page to another origin', async ({ page, policy }) => {
    await page.route(ELSEWHERE, (route) => route.fulfill({ body: '' }));
    await page.goto(ELSEWHERE);
    policy.expect(/request to/);
    expect(policy.seen).toEqual([`request to ${ELSEWHERE}`]);
  });

  test('one that its policy stops, in a context of its own', async ({ browser, baseURL, policy }) => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(baseURL!);
    await page.evaluate((address) => fetch(address).catch(() => undefined), ELSEWHERE);
    policy.expect(STOPPED);
    await expect.poll(() => policy.seen.join()).toMatch(STOPPED);
    await context.close();
  });

  test('text that becomes elements, and a worker from elsewhere than our files', async ({ page, policy }) => {
    policy.expect(/requires 'Trusted/);
    await page.goto('./?recorded=off');
    const refused = await page.evaluate(() => {
      const tries = [
        () => (document.createElement('p').innerHTML = '<img src=x onerror=alert(1)>'),
        () => new Worker(URL.createObjectURL(new Blob(['']))),
        () => new Worker('data:text/javascript,'),
        () => (document.createElement('script').src = '/assets/index.js'),
      ];
      return tries.map((attempt) => {
        try {
          attempt();
          return 'done';
        } catch (error) {
          return (error as Error).name;
        }
      });
    });
    expect(refused).toEqual(['TypeError', 'TypeError', 'TypeError', 'TypeError']);
    const text = await page.evaluate(() => {
      const element = document.createElement('p');
      element.innerHTML = 'a &times; b';
      return element.textContent;
    });
    expect(text, 'text that holds no element').toBe('a × b');
    await expect.poll(() => policy.seen.join()).toContain("requires 'TrustedScriptURL'");
  });
});
