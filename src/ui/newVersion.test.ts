import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { keepOffline } from './newVersion';
import type { Message } from './store/messages';

class FakeWorker extends EventTarget {
  state = 'installing';
  readonly postMessage = vi.fn();

  install(): void {
    this.state = 'installed';
    this.dispatchEvent(new Event('statechange'));
  }
}

class FakeRegistration extends EventTarget {
  installing: FakeWorker | null = null;
  waiting: FakeWorker | null = null;
  readonly update = vi.fn(() => Promise.resolve());
}

let registration: FakeRegistration;
let container: EventTarget & { register: ReturnType<typeof vi.fn>; ready: Promise<FakeRegistration> };
let told: Message[];
const reload = vi.fn();
const keepNow = vi.fn(() => Promise.resolve());
const keep = () => keepOffline({ tell: (message) => void told.push(message), keepNow });

function openAt(hostname: string): void {
  vi.stubGlobal('window', { location: { hostname, reload } });
}

beforeEach(() => {
  vi.clearAllMocks();
  told = [];
  registration = new FakeRegistration();
  container = Object.assign(new EventTarget(), {
    register: vi.fn(() => Promise.resolve()),
    ready: Promise.resolve(registration),
  });
  vi.stubGlobal('navigator', { serviceWorker: container });
  vi.stubGlobal('document', Object.assign(new EventTarget(), { visibilityState: 'visible' }));
  openAt('site.test');
});
afterEach(() => void vi.unstubAllGlobals());

it('keeps nothing of a server on the same machine, or where the browser has no service workers', async () => {
  for (const host of ['localhost', '127.0.0.1', '[::1]']) {
    openAt(host);
    await keep();
  }
  expect(container.register).not.toHaveBeenCalled();
  openAt('site.test');
  vi.stubGlobal('navigator', {});
  await expect(keep()).resolves.toBeUndefined();
});

it('says nothing while there is one version', async () => {
  await keep();
  expect(container.register).toHaveBeenCalledWith('./service-worker.js');
  expect(told).toEqual([]);
});

it('tells of a new version once all of it is there; Reload keeps the run, lets it take over, and reloads then', async () => {
  await keep();
  const next = new FakeWorker();
  registration.installing = next;
  registration.dispatchEvent(new Event('updatefound'));
  expect(told).toEqual([]);
  registration.waiting = next;
  next.install();
  expect(told.map(({ text }) => text)).toEqual([
    'A new version of the playground is here. This page keeps its own until it is reloaded.',
  ]);
  told[0]!.action!.act();
  await vi.waitFor(() => expect(next.postMessage).toHaveBeenCalledOnce());
  expect(keepNow).toHaveBeenCalledOnce();
  expect(reload).not.toHaveBeenCalled();
  container.dispatchEvent(new Event('controllerchange'));
  expect(reload).toHaveBeenCalledOnce();
});

it('tells of one that waits already, and only reloads where another tab has let it take over', async () => {
  registration.waiting = new FakeWorker();
  registration.waiting.state = 'installed';
  await keep();
  registration.waiting = null;
  told[0]!.action!.act();
  await vi.waitFor(() => expect(reload).toHaveBeenCalledOnce());
});

it('looks for a new version when one comes back to the page', async () => {
  await keep();
  document.dispatchEvent(new Event('visibilitychange'));
  expect(registration.update).toHaveBeenCalledOnce();
});
