import type { Browser, BrowserContext, CDPSession, Page } from '@playwright/test';

/** How Chromium words a violation of a Content-Security-Policy or of Trusted Types, in pages and in workers. */
const VIOLATION = /Content Security Policy|requires 'Trusted/;

/**
 * Watches all pages of a browser, whoever opens them, for what their policy forbids: requests to another origin, and
 * violations that the browser reports, those of workers and of their workers too.
 */
export class PolicyWatch {
  /** What was seen since the last `take`, in order. */
  readonly seen: string[] = [];
  #expected: RegExp | undefined;
  readonly #origin: string;
  readonly #sessions = new Set<CDPSession>();

  /** @param origin that pages may ask. */
  constructor(browser: Browser, origin: string) {
    this.#origin = origin;
    browser.on('context', (context) => this.#watchContext(context));
  }

  /** Breaches that a test brings about itself; `take` leaves them out. */
  expect(breaches: RegExp): void {
    this.#expected = breaches;
  }

  /** Ends a test: what was seen and not expected, all that the browser has reported by now. */
  async take(): Promise<readonly string[]> {
    // A page's reports come in order, before the answer; a page that is closed has sent all.
    const answers = [...this.#sessions].map((session) => session.send('Log.clear').catch(() => undefined));
    await Promise.all(answers);
    const expected = this.#expected;
    this.#expected = undefined;
    return this.seen.splice(0).filter((breach) => expected?.test(breach) !== true);
  }

  #watchContext(context: BrowserContext): void {
    context.on('request', (request) => this.#check(request.url()));
    context.on('page', (page) => {
      page.on('websocket', (socket) => this.#check(socket.url()));
      // One that is closed before it answers has shown nothing.
      void this.#watchReports(page).catch(() => undefined);
    });
  }

  #check(address: string): void {
    const { protocol, origin } = new URL(address);
    // A report that a test saved is opened from the disk.
    const stays = ['about:', 'blob:', 'data:', 'file:'].includes(protocol);
    if (!stays && origin !== this.#origin) this.seen.push(`request to ${address}`);
  }

  /** By the log of the debugger, since a page's own listener hears nothing of its workers. */
  async #watchReports(page: Page): Promise<void> {
    const session = await page.context().newCDPSession(page);
    this.#sessions.add(session);
    page.on('close', () => this.#sessions.delete(session));
    session.on('Log.entryAdded', ({ entry }) => {
      if (VIOLATION.test(entry.text)) this.seen.push(entry.text);
    });
    // What was reported before comes now.
    await session.send('Log.enable');
  }
}
